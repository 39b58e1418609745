"""The ledger: the sizes and cold starts that were accepted, in a file that is committed and reads well in a difference.

Comes in: a manifest and measured cold starts, or the file. Goes out: a `Ledger`, or the file. A manifest can stand in
for a ledger that has no cold starts, so that two builds can be compared without one.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import InlineTable

from lambda_packaging.atomic_write import write_text
from lambda_packaging.errors import LedgerError, ManifestError
from lambda_packaging.manifest import Artifact, parse_manifest

CHAIN = " ← "
HEADER = """\
What was accepted last: bytes by artifact and distribution, cold starts in bare handlers.
`invoke metrics.check` compares a build with this file, `invoke metrics.accept` writes it."""
DIGITS = 1  # more would only be this run's noise in every difference
CONFLICT = "<<<<<<<"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a distribution weighs in an artifact.

    Attributes:
        zipped: Bytes in the archive.
        unzipped: Bytes in Lambda.
        chain: What asked for it, the nearest first, as one text; empty where the project declares it itself.
    """

    version: str
    zipped: int
    unzipped: int
    chain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What an artifact weighs, and who brought it."""

    zipped: int
    unzipped: int
    distributions: Mapping[str, Weight] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A cold start.

    Attributes:
        init_ratio: Import time in bare handlers.
        cpu_ratio: Processor time in bare handlers.
        packages: Imported modules by package, of the layers, the function and the standard library's public names.
    """

    init_ratio: float
    cpu_ratio: float
    packages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was accepted.

    Attributes:
        artifacts: By file name.
        cold_starts: By name.
        is_of_manifest: Whether it stands for a build's manifest, which knows no cold starts.
    """

    artifacts: Mapping[str, Weights]
    cold_starts: Mapping[str, Start] = field(default_factory=dict)
    is_of_manifest: bool = False


def weigh(artifacts: Iterable[Artifact]) -> Ledger:
    """Gives the sizes of what was built."""
    return Ledger(
        artifacts={
            artifact.file_name: Weights(
                zipped=artifact.size_bytes,
                unzipped=artifact.unzipped_bytes,
                distributions={
                    share.name: Weight(
                        version=share.version,
                        zipped=share.zipped,
                        unzipped=share.unzipped,
                        chain=CHAIN.join(share.chain),
                    )
                    for share in artifact.shares
                },
            )
            for artifact in artifacts
        }
    )


def read_ledger(path: Path) -> Ledger:
    """Reads a ledger, or a manifest in its place.

    Raises:
        LedgerError: The file is missing, or neither.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"cannot be read ({getattr(error, 'strerror', None) or error}), expected a ledger or a manifest"
        raise LedgerError(path=path, problem=problem) from error
    if path.suffix == ".json":
        try:
            return replace(weigh(parse_manifest(text, path=path).artifacts), is_of_manifest=True)
        except ManifestError as error:
            raise LedgerError(path=path, problem=error.problem) from error
    return parse_ledger(text, path=path)


def parse_ledger(text: str, *, path: Path) -> Ledger:
    """Reads the text of a ledger.

    Raises:
        LedgerError: It is not what `format_ledger` gives.
    """
    try:
        document = tomllib.loads(text)
        _require_tables(document)
        return Ledger(
            artifacts={name: _read_weights(table) for name, table in _table(document, "artifacts").items()},
            cold_starts={name: _read_start(table) for name, table in _table(document, "cold-starts").items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if CONFLICT in text:
            raise LedgerError(path=path, problem="holds the marks of a merge conflict, expected one side") from error
        words = f"{type(error).__name__}: {error}" if isinstance(error, KeyError) else str(error)
        raise LedgerError(path=path, problem=f"is no ledger ({words})") from error


def _require_tables(document: Mapping[str, Any]) -> None:
    if not {"artifacts"} <= document.keys() <= {"artifacts", "cold-starts"}:
        raise ValueError(f"it has {', '.join(document) or 'no table'}; expected artifacts and cold-starts")


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Replaces the file, whole or not at all.

    Raises:
        ArchiveError: It cannot be written; the previous one stays.
    """
    write_text(path, format_ledger(ledger))


def format_ledger(ledger: Ledger) -> str:
    """Gives the text of a ledger: sorted, a line for each distribution, the same for the same figures."""
    document = tomlkit.document()
    for line in HEADER.splitlines():
        document.add(tomlkit.comment(line))
    artifacts = tomlkit.table(is_super_table=True)
    for name, weights in sorted(ledger.artifacts.items()):
        table = tomlkit.table()
        table.update({"zipped": weights.zipped, "unzipped": weights.unzipped})
        distributions = tomlkit.table()
        for distribution, weight in sorted(weights.distributions.items()):
            distributions.append(distribution, _line(weight))
        table.append("distributions", distributions)
        artifacts.append(name, table)
    document.append("artifacts", artifacts)
    starts = tomlkit.table(is_super_table=True)
    for name, start in sorted(ledger.cold_starts.items()):
        table = tomlkit.table()
        table.update({"init-ratio": round(start.init_ratio, DIGITS), "cpu-ratio": round(start.cpu_ratio, DIGITS)})
        packages = tomlkit.table()
        packages.update(dict(sorted(start.packages.items())))
        table.append("packages", packages)
        starts.append(name, table)
    if ledger.cold_starts:
        document.append("cold-starts", starts)
    return tomlkit.dumps(document)


def _line(weight: Weight) -> InlineTable:
    line = tomlkit.inline_table()
    line.update({"version": weight.version, "zipped": weight.zipped, "unzipped": weight.unzipped})
    if weight.chain:
        line.append("chain", weight.chain)
    return line


def _read_weights(table: Mapping[str, Any]) -> Weights:
    distributions = {
        name: Weight(
            version=_text(one, "version"),
            zipped=_count(one, "zipped"),
            unzipped=_count(one, "unzipped"),
            chain=_text(one, "chain") if "chain" in one else "",
        )
        for name, one in _table(table, "distributions").items()
    }
    return Weights(zipped=_count(table, "zipped"), unzipped=_count(table, "unzipped"), distributions=distributions)


def _read_start(table: Mapping[str, Any]) -> Start:
    packages = _table(table, "packages")
    return Start(
        init_ratio=_ratio(table, "init-ratio"),
        cpu_ratio=_ratio(table, "cpu-ratio"),
        packages={name: _count(packages, name) for name in packages},
    )


def _table(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise TypeError(f"{key} is {value!r}; expected a table")
    return value


def _text(table: Mapping[str, Any], key: str) -> str:
    if not isinstance(table[key], str):
        raise TypeError(f"{key} is {table[key]!r}; expected a text")
    return str(table[key])


def _count(table: Mapping[str, Any], key: str) -> int:
    value = table[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{key} is {value!r}; expected a whole number")
    return value


def _ratio(table: Mapping[str, Any], key: str) -> float:
    value = table[key]
    if not isinstance(value, int | float) or isinstance(value, bool) or not value > 0:
        raise TypeError(f"{key} is {value!r}; expected a ratio")
    return float(value)
