"""The ledger is read whole or refused, and written the same for the same figures."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.sample_project import write
from lambda_packaging.attribution import PYTHON, Share
from lambda_packaging.errors import LedgerError
from lambda_packaging.manifest import Artifact, assemble_manifest
from lambda_packaging.metrics.ledger import (
    Ledger,
    Start,
    Weight,
    Weights,
    format_ledger,
    parse_ledger,
    read_ledger,
    weigh,
    write_ledger,
)

LEDGER = Ledger(
    artifacts={
        "z.zip": Weights(zipped=5, unzipped=9),
        "a.zip": Weights(
            zipped=30,
            unzipped=70,
            distributions={
                "two": Weight(version="2.0", zipped=10, unzipped=20),
                "one": Weight(version="1.0", zipped=20, unzipped=50, chain="two[extra] ← root"),
            },
        ),
    },
    cold_starts={"health check": Start(init_ratio=1.2, cpu_ratio=12.5, packages={"b": 2, "a": 1})},
)
TEXT = """\
# What was accepted last: bytes by artifact and distribution, cold starts in bare handlers.
# `invoke metrics.check` compares a build with this file, `invoke metrics.accept` writes it.

[artifacts."a.zip"]
zipped = 30
unzipped = 70

[artifacts."a.zip".distributions]
one = {version = "1.0", zipped = 20, unzipped = 50, chain = "two[extra] ← root"}
two = {version = "2.0", zipped = 10, unzipped = 20}

[artifacts."z.zip"]
zipped = 5
unzipped = 9

[artifacts."z.zip".distributions]

[cold-starts."health check"]
init-ratio = 1.2
cpu-ratio = 12.5

[cold-starts."health check".packages]
a = 1
b = 2
"""


def test_a_ledger_is_sorted_with_a_line_for_each_distribution() -> None:
    """So that a difference shows who changed, and nothing else."""
    assert format_ledger(LEDGER) == TEXT


def test_a_written_ledger_reads_back(tmp_path: Path) -> None:
    """Values in, the same values out."""
    write_ledger(LEDGER, tmp_path / "ledger.toml")
    assert read_ledger(tmp_path / "ledger.toml") == LEDGER


def test_a_manifest_stands_in_for_a_ledger(tmp_path: Path) -> None:
    """Of the base branch, for example; it has no cold starts."""
    share = Share(
        name="one", version="1.0", chain=("two", "root"), zipped_bytes={PYTHON: 3}, unzipped_bytes={PYTHON: 4}
    )
    artifact = Artifact(
        name="a",
        kind="layer",
        file_name="a.zip",
        architecture="any",
        sha256="",
        size_bytes=25,
        unzipped_bytes=4,
        inputs_sha256="",
        shares=(share,),
    )
    write(tmp_path / "manifest.json", assemble_manifest((artifact,), versions={}).to_json())
    expected = Ledger(
        artifacts={
            "a.zip": Weights(
                zipped=25,
                unzipped=4,
                distributions={"one": Weight(version="1.0", zipped=3, unzipped=4, chain="two ← root")},
            )
        }
    )
    assert weigh([artifact]) == expected
    assert read_ledger(tmp_path / "manifest.json") == replace(expected, is_of_manifest=True)


def test_a_manifest_with_a_size_that_is_none_is_refused(tmp_path: Path) -> None:
    """Before anything is measured."""
    data = {"inputs_sha256": "", "versions": {}, "artifacts": [{"pruned": [], "shares": [], "size_bytes": "x"}]}
    data["artifacts"][0]["unzipped_bytes"] = 5
    write(tmp_path / "manifest.json", json.dumps(data))
    with pytest.raises(LedgerError, match="a size is no whole number"):
        read_ledger(tmp_path / "manifest.json")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[artifacts", "is no ledger"),
        ("<<<<<<< HEAD\n[artifacts]\n", "holds the marks of a merge conflict, expected one side"),
        ("", "it has no table; expected artifacts and cold-starts"),
        ("[project]\nname = 'a'\n", "it has project; expected artifacts and cold-starts"),
        ("[cold-starts]\n", "it has cold-starts; expected artifacts"),
        ("artifacts = 5", "artifacts is 5; expected a table"),
        ('[artifacts."a.zip"]\nunzipped = 9\n', "zipped"),
        ('[artifacts."a.zip"]\nzipped = "5"\nunzipped = 9\n', "zipped is '5'; expected a whole number"),
        ('[artifacts."a.zip"]\nzipped = -5\nunzipped = 9\n', "zipped is -5; expected a whole number"),
        (TEXT.replace('version = "1.0"', "version = 1.0"), "version is 1.0; expected a text"),
        (TEXT.replace("cpu-ratio = 12.5", "cpu-ratio = 0"), "cpu-ratio is 0; expected a ratio"),
        (TEXT.replace("cpu-ratio = 12.5", "cpu-ratio = nan"), "cpu-ratio is nan; expected a ratio"),
        (TEXT.replace("a = 1\n", "a = true\n"), "a is True; expected a whole number"),
    ],
)
def test_a_corrupted_ledger_is_refused_with_what_is_wrong(text: str, problem: str) -> None:
    """And with the two ways out."""
    with pytest.raises(LedgerError) as raised:
        parse_ledger(text, path=Path("figures/ledger.toml"))
    assert problem in str(raised.value)
    assert "git checkout HEAD -- ledger.toml" in str(raised.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b""], ids=["missing", "not UTF-8", "empty manifest"])
def test_a_file_that_is_neither_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """By its own name."""
    path = tmp_path / "manifest.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"manifest\.json"):
        read_ledger(path)


def test_a_manifest_of_something_else_is_refused(tmp_path: Path) -> None:
    """Not taken for an empty one."""
    write(tmp_path / "other.json", json.dumps({"name": "package"}))
    with pytest.raises(LedgerError, match="is not a manifest of this version"):
        read_ledger(tmp_path / "other.json")
