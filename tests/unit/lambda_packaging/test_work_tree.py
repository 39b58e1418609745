"""Only what git tracks is packed, where there is a git to ask."""

import subprocess
from pathlib import Path

import pytest
from fakes.sample_project import write
from lambda_packaging.errors import ToolFailedError, UntrackedError
from lambda_packaging.function import function_sources, lay_out_function
from lambda_packaging.layer import install_package
from lambda_packaging.project import Project
from lambda_packaging.work_tree import require_tracked, tracked_files


@pytest.fixture
def tracked(sample: Project) -> Project:
    """The sample in a repository that tracks all of it."""
    write(sample.root / ".gitignore", "ignored*\n")
    for arguments in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", "-C", sample.root, *arguments], check=True)
    return sample


def test_without_a_work_tree_nothing_is_asked(sample: Project) -> None:
    """A source archive can be built too."""
    assert tracked_files(sample.functions[0].folder) is None
    require_tracked([sample.functions[0].folder / "draft.py"], folder=sample.functions[0].folder)


def test_without_git_nothing_is_asked(tracked: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are there, the program is not."""
    monkeypatch.setenv("PATH", "")
    assert tracked_files(tracked.functions[0].folder) is None


def test_a_repository_that_git_refuses_is_an_error(tracked: Project) -> None:
    """A check that is skipped in silence is none."""
    write(tracked.root / ".git/config", "[broken")
    with pytest.raises(ToolFailedError, match="config"):
        tracked_files(tracked.functions[0].folder)


def test_an_untracked_source_of_a_function_is_refused_by_name(tracked: Project, tmp_path: Path) -> None:
    """Until it is added; a commit is not needed."""
    draft = tracked.root / "functions/shared/draft.py"
    write(draft, "KEY = 1\n")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with pytest.raises(UntrackedError, match="git add") as raised:
        lay_out_function(tracked.functions[0], tracked, tmp_path / "one", architecture="x86_64")
    assert raised.value.paths == (draft,)
    subprocess.run(["git", "-C", tracked.root, "add", draft], check=True)
    lay_out_function(tracked.functions[0], tracked, tmp_path / "two", architecture="x86_64")
    assert (tmp_path / "two/draft.py").is_file()


def test_what_git_ignores_is_no_source(tracked: Project) -> None:
    """Neither packed nor refused."""
    write(tracked.functions[0].folder / "ignored.py", "KEY = 1\n")
    assert [source.name for source in function_sources(tracked.functions[0])] == ["greet.py", "common.py"]


def test_an_untracked_file_of_a_package_is_refused_by_name(tracked: Project, tmp_path: Path) -> None:
    """Only one that the backend packs: neither an ignored one nor one beside the sources."""
    package = tracked.root / "packages/sample"
    write(package / "notes.txt", "")
    write(package / "src/sample/ignored.py", "KEY = 1\n")
    install_package(package, tmp_path / "one/python")
    assert not (tmp_path / "one/python/sample/ignored.py").exists()
    write(package / "src/sample/.env", "KEY=1\n")
    with pytest.raises(UntrackedError) as raised:
        install_package(package, tmp_path / "two/python")
    assert raised.value.paths == (Path("sample/.env"),)
