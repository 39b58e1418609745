"""Brings the locked distributions into a folder, for the target platform, without building anything.

Comes in: a lock file and an architecture. Goes out: a folder as Lambda wants it, with nothing that varies
between two installs. `uv` does the work; its failures become errors with a remedy.
"""

import re
from contextlib import suppress
from pathlib import Path

from lambda_packaging.commands import find_uv, run_command, run_uv
from lambda_packaging.errors import (
    ConflictError,
    HashMismatchError,
    NetworkError,
    PackagingError,
    ResolveError,
    ToolFailedError,
    UnsafePathError,
    WheelMissingError,
)
from lambda_packaging.lock import locked_names
from lambda_packaging.records import read_records

# Amazon Linux 2023 has glibc 2.34; a manylinux_2_28 wheel is the newest kind that is widely published.
PLATFORMS = {"x86_64": "x86_64-manylinux_2_28", "arm64": "aarch64-manylinux_2_28"}
# uv 0.13's own words; a line that matches none of them is passed on as it is.
HASH_MISMATCH = re.compile(r"Hash mismatch for `([^`]+)`")
NO_WHEEL = re.compile(r"Because (\S+) has no (?:usable )?wheels")
SKIPPED_NAME = re.compile(r"Skipping unsafe file name: (.+)")
BAD_NAME = re.compile(
    r"Failed to download `([^`]+)`.*?(filename at offset \d+) does not use UTF-8|"
    r"Failed to download `([^`]+)`.*? unacceptable filename: (\S+)"
)
NETWORK_SIGNS = ("Failed to fetch", "error sending request", "network was disabled")


def resolve(lock: Path, target: Path, *, python: str, architecture: str) -> None:
    """Installs what `lock` names into `target`.

    Args:
        lock: Pinned requirements with hashes.
        target: A folder that does not exist yet.
        python: The runtime's version, for example `3.13`.
        architecture: A key of `PLATFORMS`.

    Raises:
        WheelMissingError: A distribution has no wheel for the platform.
        HashMismatchError: A file is not the locked one.
        NetworkError: The registry did not answer.
        ConflictError: Two distributions write the same file differently.
        UnsafePathError: A distribution holds a file whose name leads elsewhere, or is not UTF-8.
        ResolveError: Anything else that uv could not do.
    """
    platform = PLATFORMS[architecture]
    install(
        lock,
        target,
        "--python-platform",
        platform,
        "--python-version",
        python,
        python=python,
        platform=platform,
    )
    require_no_conflicts(target)


def install(lock: Path, target: Path, *options: str, python: str, platform: str) -> None:
    """Runs `uv pip install` from `lock` into `target`: wheels only, and nothing without its hash.

    What was downloaded before is enough, if it is all there: then no registry is asked.
    """
    words: tuple[str | Path, ...] = (
        *("pip", "install", "--quiet", "--target", target, "--requirements", lock),
        *("--only-binary", ":all:", "--require-hashes", "--no-deps"),
        "--no-compile-bytecode",  # whatever this machine's own settings say; `options` may ask for it
        # Shared with uv's cache: files may be removed or replaced here, never written to in place. A copy takes twice
        # as long, and what is pruned at once would have to be freed again (docs/decisions/0009).
        *("--link-mode", "hardlink"),
        *options,
    )
    variables = {"RUST_LOG": "uv_extract=warn"}  # where it tells of names that it does not unpack
    try:
        try:
            said = run_uv(*words, "--offline", variables=variables)
        except ToolFailedError:
            said = run_uv(*words, variables=variables)
    except ToolFailedError as error:
        raise translate(error.output, lock=lock, python=python, platform=platform) from error
    if found := SKIPPED_NAME.search(said.remarks):
        forget_downloads(lock)
        source = f"a wheel that {lock} names"
        raise UnsafePathError(source=source, name=found[1], problem="leads out of its own folder")


def forget_downloads(lock: Path) -> None:
    """Takes what `lock` names out of uv's cache: from there uv would leave the same file out without a word."""
    with suppress(ToolFailedError):  # a cache that cannot be written to was not written to
        run_command([find_uv(), "cache", "clean", "--quiet", *sorted(locked_names(lock))])


def translate(output: str, *, lock: Path, python: str, platform: str) -> PackagingError:
    """Gives the error that uv's own words `output` mean."""
    words = " ".join(output.split())
    if found := HASH_MISMATCH.search(words):
        return HashMismatchError(distribution=found[1], lock=lock)
    if found := NO_WHEEL.search(words):
        return WheelMissingError(distribution=found[1], platform=platform, python=python)
    if found := BAD_NAME.search(words):
        source, name = found[1] or found[3], found[2] or found[4]
        return UnsafePathError(source=source, name=name, problem="cannot be written down as UTF-8 text")
    if any(sign in words for sign in NETWORK_SIGNS):
        return NetworkError(detail=_last_cause(output))
    expected = f"expected every pin to be installable for {platform}"
    return ResolveError(f"uv could not install {lock}; {expected}. It said:\n{output.strip()}")


def require_no_conflicts(target: Path) -> None:
    """Checks by their records that no two distributions in `target` write the same file differently.

    Raises:
        ConflictError: Two do.
    """
    owners: dict[str, tuple[str, str]] = {}
    for name, files in read_records(target):
        for file, written in files.items():
            owner, known = owners.setdefault(file, (name, written))
            if owner != name and (not written or written != known):
                raise ConflictError(file=file, distributions=(owner, name))


def _last_cause(output: str) -> str:
    """Gives the innermost of the causes that uv lists, or its first line."""
    causes = [line.partition("cause:")[2].strip() for line in output.splitlines() if "cause:" in line]
    return causes[-1] if causes else output.strip().partition("\n")[0]
