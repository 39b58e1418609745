"""Records are read as the tables that installers write."""

from pathlib import Path

from fakes.sample_project import write
from lambda_packaging.records import read_records


def test_each_distribution_has_its_files_with_their_hashes(tmp_path: Path) -> None:
    """Also a name with a comma, a file without a hash, an empty line; names are normalized."""
    record = 'big_thing/__init__.py,sha256=abc,12\n"big_thing/a,b.txt",sha256=def,3\n\nbin/big,,\n'
    write(tmp_path / "big_thing-2.0.dist-info/RECORD", record)
    write(tmp_path / "other-1.0.dist-info/METADATA", "Name: other\n")
    assert list(read_records(tmp_path)) == [
        ("big-thing", {"big_thing/__init__.py": "sha256=abc", "big_thing/a,b.txt": "sha256=def", "bin/big": ""})
    ]
