"""Histories made of releases."""

import io
import tarfile
from pathlib import Path

import pytest
from coderipple_demo.subjects import Subject, SubjectError, make_history, read_sdist, read_subjects
from dulwich.repo import Repo
from fakes.clones import git

ROOT = Path(__file__).parents[3]


def test_the_committed_list_is_read() -> None:
    """It has six subjects or more that differ, and this clone."""
    subjects = read_subjects((ROOT / "docs" / "replay-subjects.toml").read_text(encoding="utf-8"))
    assert len(subjects) >= 7
    assert len({each.kind for each in subjects}) == len(subjects)
    assert all(6 <= len(each.versions) <= 10 for each in subjects[:-1])
    assert subjects[-1] == Subject(name="coderipple", kind="this repository", last=subjects[-1].last)


@pytest.mark.parametrize("text", ["x", "subjects = 1", "[[subjects]]\nname = 'x'", "subjects = [1]"])
def test_another_list_is_an_error(text: str) -> None:
    """Whatever is wrong with it."""
    with pytest.raises(SubjectError, match="expected tables with name, kind, versions"):
        read_subjects(text)


def sdist(folder: Path, files: dict[str, bytes]) -> Path:
    """Packs files, and a link that leads elsewhere."""
    target = folder / "tides-1.tar.gz"
    with tarfile.open(target, "w:gz") as archive:
        for path, content in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        link = tarfile.TarInfo("tides-1/link.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return target


def test_an_sdist_is_what_its_authors_packed(tmp_path: Path) -> None:
    """Without what the tool added, links, and paths that leave the folder or enter a repository."""
    files = {
        "tides-1/a.py": b"1",
        "tides-1/src/b.py": b"2",
        "tides-1/PKG-INFO": b"",
        "tides-1/src/tides.egg-info/x": b"",
        "tides-1/../../evil": b"",
        "tides-1/.git/config": b"",
    }
    assert read_sdist(sdist(tmp_path, files)) == {"a.py": b"1", "src/b.py": b"2"}


def test_the_same_releases_give_the_same_commits(tmp_path: Path) -> None:
    """A commit a release, in a bare repository that git can read; a second time replaces the first."""
    releases = {"1": {"a.py": b"1", "src/b.py": b"2"}, "2": {"a.py": b"3"}}
    heads = {make_history("tides", releases, tmp_path / name) for name in ("one", "two", "one")}
    assert heads == {git(tmp_path / "one", "rev-parse", "HEAD")}
    assert git(tmp_path / "one", "log", "--format=%s").splitlines() == ["tides 2", "tides 1"]
    assert git(tmp_path / "one", "show", "--name-status", "--format=", "HEAD").splitlines() == [
        "M\ta.py",
        "D\tsrc/b.py",
    ]
    with Repo(str(tmp_path / "one")) as repository:
        assert repository.bare
