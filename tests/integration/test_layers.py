"""The layers of the project itself hold, and a broken one is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages with the contracts, for a test to break."""
    folder = tmp_path_factory.mktemp("layers")
    for package in ROOT.glob("packages/*/src/*"):
        shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(packages: Path) -> subprocess.CompletedProcess[str]:
    """Checks the contracts of a copy."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=packages, capture_output=True, text=True, check=False)


def test_the_layers_hold(packages: Path) -> None:
    """As the packages are, no contract is broken."""
    result = lint(packages)
    assert result.returncode == 0, result.stdout
    assert ", 0 broken" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("decision.py", "from coderipple.adapters.system_clock import SystemClock"),
        ("agents/historian.py", "from coderipple.quality_gate import judge"),
    ],
    ids=["a stage imports an adapter", "a stage imports another stage"],
)
def test_a_broken_layer_is_found(packages: Path, module: str, line: str) -> None:
    """One import in the wrong direction fails the contract, which names it."""
    file = packages / "coderipple" / module
    before = file.read_text()
    file.write_text(f"{before}\n{line}\n")
    result = lint(packages)
    file.write_text(before)
    assert result.returncode != 0
    assert f"{module.removesuffix('.py').replace('/', '.')} -> {line.split()[1]}" in " ".join(result.stdout.split())
