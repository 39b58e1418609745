"""What installed distributions say that they wrote.

Comes in: a folder of distributions. Goes out: the files of each, from the tables that the installer left beside their
metadata (https://packaging.python.org/specifications/recording-installed-packages).
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name


def read_records(modules: Path) -> Iterator[tuple[NormalizedName, dict[str, str]]]:
    """Gives each distribution's name with the hash of each of its files, as recorded; empty where there is none."""
    for record in sorted(modules.glob("*.dist-info/RECORD")):
        name = canonicalize_name(record.parent.name.partition("-")[0])
        with record.open(encoding="utf-8", newline="") as lines:
            yield name, {file: written for file, written, *_size in filter(None, csv.reader(lines))}
