"""A layer holds everything below `python/`, and of a package what its wheel would hold."""

from pathlib import Path

import pytest
from fakes.sample_project import write
from lambda_packaging.errors import ArchiveError, ToolFailedError, UnsafePathError
from lambda_packaging.layer import lay_out_layer
from lambda_packaging.project import Project


def laid_out(sample: Project, index: int, folder: Path) -> list[str]:
    """The files of one layer."""
    folder.mkdir()
    lay_out_layer(sample.layers[index], sample, folder, architecture="x86_64")
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_dependencies_layer_holds_what_is_locked(sample: Project, tmp_path: Path) -> None:
    """And not the package itself."""
    assert laid_out(sample, 0, tmp_path / "layer") == [
        "python/plain-1.0.dist-info/METADATA",
        "python/plain-1.0.dist-info/entry_points.txt",
        "python/plain/__init__.py",
    ]


def test_the_package_layer_holds_the_package_and_its_version(sample: Project, tmp_path: Path) -> None:
    """No tests, no stale bytecode, no requirements."""
    write(sample.root / "packages/sample/src/sample/__pycache__/old.cpython-313.pyc", "stale")
    assert laid_out(sample, 1, tmp_path / "layer") == [
        "python/sample-0.5.0.dist-info/METADATA",
        "python/sample-0.5.0.dist-info/WHEEL",
        "python/sample/__init__.py",
        "python/sample/data.txt",
    ]
    metadata = (tmp_path / "layer/python/sample-0.5.0.dist-info/METADATA").read_text()
    assert "Version: 0.5.0" in metadata


def test_a_package_that_cannot_be_built_is_named(sample: Project, tmp_path: Path) -> None:
    """With the build backend's own words."""
    write(sample.root / "packages/sample/pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = 'nobody'\n")
    with pytest.raises(ToolFailedError, match="nobody"):
        laid_out(sample, 1, tmp_path / "layer")


def test_a_wheel_that_is_none_is_named(sample: Project, tmp_path: Path) -> None:
    """A build backend may write anything."""
    backend = (
        "from pathlib import Path\n"
        "def build_wheel(folder, settings=None, metadata=None):\n"
        "    Path(folder, 'sample-0.5.0-py3-none-any.whl').write_text('no zip')\n"
        "    return 'sample-0.5.0-py3-none-any.whl'\n"
    )
    write(sample.root / "packages/sample/backend.py", backend)
    declared = "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n"
    write(sample.root / "packages/sample/pyproject.toml", f"{declared}[project]\nname = 'sample'\nversion = '0.5.0'\n")
    with pytest.raises((ArchiveError, ToolFailedError), match=r"sample.*(is not a wheel|zip)"):
        laid_out(sample, 1, tmp_path / "layer")


def test_a_wheel_that_leads_out_of_its_folder_is_refused(sample: Project, tmp_path: Path) -> None:
    """Nothing of it is unpacked."""
    backend = (
        "import zipfile\n"
        "from pathlib import Path\n"
        "def build_wheel(folder, settings=None, metadata=None):\n"
        "    name = 'sample-0.5.0-py3-none-any.whl'\n"
        "    with zipfile.ZipFile(Path(folder, name), 'w') as wheel:\n"
        "        wheel.writestr('sample/__init__.py', '')\n"
        "        wheel.writestr('../evil.py', '')\n"
        "    return name\n"
    )
    write(sample.root / "packages/sample/backend.py", backend)
    declared = "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n"
    write(sample.root / "packages/sample/pyproject.toml", f"{declared}[project]\nname = 'sample'\nversion = '0.5.0'\n")
    with pytest.raises(UnsafePathError, match=r"evil\.py.*leads out of its own folder"):
        laid_out(sample, 1, tmp_path / "layer")
    assert not list(tmp_path.rglob("evil.py"))
