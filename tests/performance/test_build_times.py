"""How long a build takes: from an empty cache, without one, and with nothing to do."""

import os
import subprocess
import sys
import time
from pathlib import Path

from lambda_packaging.manifest import Manifest
from lambda_packaging.project import Project
from lambda_packaging.report import manifest_table
from rich.console import Console
from rich.table import Table

# A build with nothing to do must feel like nothing, as a share of a whole build; interpreter start included.
NO_CHANGE_SHARE = 0.2


def seconds_to_build(project: Project, *options: str, **variables: str) -> float:
    """Runs `invoke build` as a person would, and gives its wall time."""
    command = [sys.executable, "-m", "invoke", "build", "--json", *options]
    started = time.perf_counter()
    finished = subprocess.run(
        command, cwd=project.root, capture_output=True, text=True, check=False, env=os.environ | variables
    )
    seconds = time.perf_counter() - started
    assert finished.returncode == 0, finished.stderr
    return seconds


def test_build_times(project: Project, manifest: Manifest, tmp_path: Path) -> None:
    """Each variant once, in one table with the sizes; the limit is a ratio, since machines differ."""
    cache = str(tmp_path / "uv")
    rows = {
        "empty download cache, everything built": seconds_to_build(project, "--no-cache", UV_CACHE_DIR=cache),
        "warm download cache, everything built": seconds_to_build(project, "--no-cache", UV_CACHE_DIR=cache),
        "no change": min(seconds_to_build(project) for _ in range(3)),
    }
    table = Table("invoke build", "seconds")
    for name, seconds in rows.items():
        table.add_row(name, f"{seconds:.2f}")
    console = Console()
    console.print(table, manifest_table(manifest))
    assert rows["no change"] < NO_CHANGE_SHARE * rows["warm download cache, everything built"]
