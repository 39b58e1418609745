"""What lies in `dist/`: every artifact with its hash, its sizes and what it was made from.

Comes in: the artifacts of a build. Goes out: `manifest.json`, and the same as values for whoever deploys or
runs them.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from lambda_packaging.archive import unzipped_bytes
from lambda_packaging.atomic_write import write_text
from lambda_packaging.attribution import NOTHING_INSTALLED, Contents, Share, attribute
from lambda_packaging.errors import ManifestError
from lambda_packaging.prune import Pruned

FILE_NAME = "manifest.json"
ANY_ARCHITECTURE = "any"
LAYER, FUNCTION = "layer", "function"


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One archive.

    Attributes:
        name: The layer's or function's declared name.
        kind: `layer` or `function`.
        architecture: `x86_64`, `arm64` or `any`.
        inputs_sha256: The hash of everything that it was made from.
        pruned: What was left out, a rule each.
        shares: Who brought how much of it, the largest first.
    """

    name: str
    kind: str
    file_name: str
    architecture: str
    sha256: str
    size_bytes: int
    unzipped_bytes: int
    inputs_sha256: str
    pruned: tuple[Pruned, ...] = ()
    shares: tuple[Share, ...] = ()

    def is_intact(self, folder: Path) -> bool:
        """Says whether the file in `folder` is the one that this describes."""
        path = folder / self.file_name
        return path.is_file() and path.stat().st_size == self.size_bytes and hash_file(path) == self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All artifacts, layers first and in the order in which Lambda merges them.

    Attributes:
        inputs_sha256: One hash over the inputs of all artifacts.
        versions: Who made them, by name.
    """

    inputs_sha256: str
    versions: Mapping[str, str]
    artifacts: tuple[Artifact, ...]

    def on(self, architecture: str) -> tuple[Artifact, ...]:
        """Gives everything that runs on `architecture`."""
        return tuple(one for one in self.artifacts if one.architecture in {architecture, ANY_ARCHITECTURE})

    def of_kind(self, kind: str, *, architecture: str) -> tuple[Artifact, ...]:
        """Gives the layers or functions that run on `architecture`."""
        return tuple(one for one in self.on(architecture) if one.kind == kind)

    def to_json(self) -> str:
        """Gives the text of `manifest.json`."""
        return json.dumps(asdict(self), indent=2) + "\n"


def hash_file(path: Path) -> str:
    """Gives the sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def describe_artifact(
    path: Path,
    *,
    name: str,
    kind: str,
    architecture: str,
    inputs_sha256: str,
    contents: Contents = NOTHING_INSTALLED,
) -> Artifact:
    """Measures the archive at `path` and divides it among those who brought its `contents`."""
    return Artifact(
        name=name,
        kind=kind,
        file_name=path.name,
        architecture=architecture,
        sha256=hash_file(path),
        size_bytes=path.stat().st_size,
        unzipped_bytes=unzipped_bytes(path),
        inputs_sha256=inputs_sha256,
        pruned=contents.pruned,
        shares=attribute(path, contents.installed),
    )


def assemble_manifest(artifacts: tuple[Artifact, ...], *, versions: Mapping[str, str]) -> Manifest:
    """Gives the manifest of `artifacts`."""
    inputs = "".join(artifact.inputs_sha256 for artifact in artifacts)
    return Manifest(
        inputs_sha256=hashlib.sha256(inputs.encode()).hexdigest(),
        versions=dict(versions),
        artifacts=artifacts,
    )


def write_manifest(manifest: Manifest, dist: Path) -> None:
    """Replaces `manifest.json` in the folder `dist`."""
    write_text(dist / FILE_NAME, manifest.to_json())


def read_manifest(dist: Path) -> Manifest:
    """Reads `manifest.json` in the folder `dist`.

    Raises:
        ManifestError: It is missing, or not what `write_manifest` writes.
    """
    path = dist / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(path=path, problem="cannot be read, expected the manifest of a build") from error
    return parse_manifest(text, path=path)


def parse_manifest(text: str, *, path: Path) -> Manifest:
    """Reads the text of a manifest; `path` only names the file in errors.

    Raises:
        ManifestError: It is not what `write_manifest` writes.
    """
    try:
        data: dict[str, Any] = json.loads(text)
        artifacts = tuple(_read_artifact(artifact) for artifact in data["artifacts"])
        return Manifest(inputs_sha256=data["inputs_sha256"], versions=data["versions"], artifacts=artifacts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(path=path, problem=f"is not a manifest of this version ({error})") from error


def _read_artifact(data: Mapping[str, Any]) -> Artifact:
    pruned = tuple(Pruned(**one) for one in data["pruned"])
    shares = tuple(Share(**{**one, "chain": tuple(one["chain"])}) for one in data["shares"])
    sizes = [data["size_bytes"], data["unzipped_bytes"]]
    sizes += [
        size for share in shares for kinds in (share.zipped_bytes, share.unzipped_bytes) for size in kinds.values()
    ]
    if not all(isinstance(size, int) for size in sizes):
        raise TypeError("a size is no whole number")
    return Artifact(**{**data, "pruned": pruned, "shares": shares})


def require_artifacts(manifest: Manifest, dist: Path, *, architecture: str) -> tuple[Artifact, ...]:
    """Gives everything in `manifest` that runs on `architecture`, layers first.

    Raises:
        ManifestError: There is no layer or function for it, or a file in `dist` is not the one that was built.
    """
    artifacts = tuple(one for kind in (LAYER, FUNCTION) for one in manifest.of_kind(kind, architecture=architecture))
    if not any(one.architecture == architecture for one in artifacts):
        problem = f"names nothing for {architecture}; expected a build for it"
        raise ManifestError(path=dist / FILE_NAME, problem=problem)
    for artifact in artifacts:
        if not artifact.is_intact(dist):
            raise ManifestError(path=dist / artifact.file_name, problem="is not the archive that was built")
    return artifacts


@contextmanager
def read_archive(archive: Path) -> Iterator[zipfile.ZipFile]:
    """Opens an archive that was built.

    Raises:
        ManifestError: It is missing or cannot be read.
    """
    try:
        with zipfile.ZipFile(archive) as content:
            yield content
    except (FileNotFoundError, zipfile.BadZipFile, zlib.error) as error:
        raise ManifestError(path=archive, problem=f"cannot be unpacked ({error}), expected a built archive") from error


def forget_artifact(file_name: str, dist: Path) -> None:
    """Takes the artifact in the file `file_name` out of `manifest.json`, because the file is about to change."""
    known = read_previous(dist)
    others = tuple(artifact for artifact in known if artifact.file_name != file_name)
    if others != known:
        write_manifest(replace(read_manifest(dist), artifacts=others), dist)


def read_previous(dist: Path) -> tuple[Artifact, ...]:
    """Gives what the last build left in `dist`; nothing if there was none or its manifest cannot be read."""
    try:
        return read_manifest(dist).artifacts
    except ManifestError:
        return ()
