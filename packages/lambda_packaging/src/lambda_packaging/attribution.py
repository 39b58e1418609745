"""Who brought each byte of an archive: every file in it belongs to one distribution.

Comes in: the distributions as they were installed, before anything was left out, and the archive that came of them.
Goes out: one `Share` a distribution. The shares and the archive's last record add up to the archive, byte for byte.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from packaging.utils import NormalizedName, canonicalize_name

from lambda_packaging.archive import END_OF_CENTRAL_DIRECTORY, record_bytes
from lambda_packaging.bytecode import SUFFIX, source_name
from lambda_packaging.prune import Pruned
from lambda_packaging.prune_rules import METADATA_FOLDER
from lambda_packaging.records import read_records

SHARED_OBJECTS, PYTHON, BYTECODE, DATA, METADATA = "shared objects", "Python", "bytecode", "data", "metadata"
KINDS = (SHARED_OBJECTS, PYTHON, BYTECODE, DATA, METADATA)
UNRECORDED = "(no record)"
ARCHIVE_END_BYTES = END_OF_CENTRAL_DIRECTORY.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A distribution before anything was left out of it.

    Attributes:
        name: In its normal form.
        version: Empty where it has none of its own, as a function.
        chain: What asked for it, from the nearest requirement to the one that the project declares; empty where it is
            declared itself.
        files: Its files, as paths in the archive.
        size_bytes: Of all its files.
    """

    name: str
    version: str
    chain: tuple[str, ...] = ()
    files: frozenset[str]
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A folder that is ready to be packed.

    Attributes:
        installed: What lies in it, and what lay in it before something was left out.
        pruned: What was left out, a rule each.
    """

    installed: tuple[Installed, ...]
    pruned: tuple[Pruned, ...] = ()


NOTHING_INSTALLED = Contents(installed=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one distribution weighs in one archive.

    Attributes:
        chain: See `Installed`.
        files: How many it has in the archive, bytecode included.
        zipped_bytes: By kind; with the archive's own records of the files.
        unzipped_bytes: By kind.
        left_out_bytes: What pruning took of it, before bytecode and compression.
    """

    name: str
    version: str
    chain: tuple[str, ...] = ()
    files: int = 0
    zipped_bytes: Mapping[str, int] = field(default_factory=dict)
    unzipped_bytes: Mapping[str, int] = field(default_factory=dict)
    left_out_bytes: int = 0

    @property
    def zipped(self) -> int:
        """Its bytes in the archive."""
        return sum(self.zipped_bytes.values())

    @property
    def unzipped(self) -> int:
        """Its bytes in Lambda."""
        return sum(self.unzipped_bytes.values())


def read_installed(
    modules: Path, *, chains: Mapping[NormalizedName, Sequence[str]], prefix: str = ""
) -> tuple[Installed, ...]:
    """Reads by their records what distributions in `modules` consist of.

    Args:
        modules: A folder of distributions, before `installer-files` takes their records away.
        chains: What asked for each, by name.
        prefix: The place of `modules` in the archive, with a slash at its end.
    """
    return tuple(_read_distributions(modules, chains, prefix))


def _read_distributions(
    modules: Path, chains: Mapping[NormalizedName, Sequence[str]], prefix: str
) -> Iterator[Installed]:
    versions = dict(_versions(modules))
    for name, recorded in read_records(modules):
        paths = {file: modules / file for file in recorded}
        there = {file: path for file, path in paths.items() if ".." not in PurePosixPath(file).parts and path.is_file()}
        yield Installed(
            name=name,
            version=versions.get(name, ""),
            chain=tuple(chains.get(name, ())),
            files=frozenset(f"{prefix}{file}" for file in there),
            size_bytes=sum(path.stat().st_size for path in there.values()),
        )


def attribute(archive: Path, installed: Iterable[Installed]) -> tuple[Share, ...]:
    """Divides the archive among those who brought it, the largest first; who brought nothing has no share."""
    installed = tuple(installed)
    owners = {file: one.name for one in reversed(installed) for file in one.files}
    zipped, unzipped = _sizes(), _sizes()
    files: dict[str, int] = defaultdict(int)
    with zipfile.ZipFile(archive) as content:
        for entry in content.infolist():
            owner, kind = owners.get(source_name(entry.filename), UNRECORDED), kind_of(entry.filename)
            zipped[owner][kind] += entry.compress_size + record_bytes(entry.filename)
            unzipped[owner][kind] += entry.file_size
            files[owner] += 1
    known = {
        one.name: one for one in (Installed(name=UNRECORDED, version="", files=frozenset(), size_bytes=0), *installed)
    }
    shares = (_share(known[name], files[name], zipped[name], unzipped[name]) for name in files)
    return tuple(sorted(shares, key=lambda share: (-share.zipped, share.name)))


def kind_of(file: str) -> str:
    """Gives the kind of a file, judged by its name."""
    path = PurePosixPath(file)
    if any(part.endswith(METADATA_FOLDER) for part in path.parts[:-1]):
        return METADATA
    if ".so" in path.suffixes:
        return SHARED_OBJECTS
    return {SUFFIX: PYTHON, ".pyc": BYTECODE}.get(path.suffix, DATA)


def _share(one: Installed, files: int, zipped: Mapping[str, int], unzipped: Mapping[str, int]) -> Share:
    kept = sum(size for kind, size in unzipped.items() if kind != BYTECODE)  # what was installed had none
    return Share(
        name=one.name,
        version=one.version,
        chain=one.chain,
        files=files,
        zipped_bytes=dict(sorted(zipped.items())),
        unzipped_bytes=dict(sorted(unzipped.items())),
        left_out_bytes=max(0, one.size_bytes - kept),
    )


def _sizes() -> defaultdict[str, defaultdict[str, int]]:
    return defaultdict(lambda: defaultdict(int))


def _versions(modules: Path) -> Iterator[tuple[NormalizedName, str]]:
    """Gives the versions, by the names of the folders of metadata: `name-version.dist-info`."""
    for folder in modules.glob(f"*{METADATA_FOLDER}"):
        name, _, version = folder.name.removesuffix(METADATA_FOLDER).partition("-")
        yield canonicalize_name(name), version
