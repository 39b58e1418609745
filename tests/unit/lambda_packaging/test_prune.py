"""What the rules find is carried out and counted, and nothing beyond the folder is ever touched."""

from pathlib import Path

import pytest
from fakes.installed import install
from fakes.sample_project import write
from lambda_packaging.errors import UnsafePathError
from lambda_packaging.project import PruneSettings
from lambda_packaging.prune import Pruned, list_files, prune, remove_empty_folders, replace_file
from lambda_packaging.prune_rules import NOT_REQUIRED, RULES, UNUSED_DISTRIBUTIONS, PruneContext
from packaging.utils import canonicalize_name

BY_NAME = {rule.name: rule for rule in RULES}


def test_each_rule_that_found_something_says_how_much(tmp_path: Path) -> None:
    """In the order of the rules; a file is counted by the first that takes it."""
    install(tmp_path, "plain", files={"plain/__init__.py": "", "plain/tests/a.pyi": "12345", "plain/b.pyi": "123"})
    installer, tests, stubs = prune(PruneContext(modules=tmp_path))
    record = (tmp_path / "plain-1.0.dist-info").exists()
    assert (installer.rule, installer.files) == ("installer-files", 1)
    reason = "tests of the distributions themselves"
    assert tests == Pruned(rule="tests", reason=reason, is_safe=True, files=1, removed_bytes=5)
    assert (stubs.rule, stubs.files, stubs.removed_bytes) == ("type-stubs", 1, 3)
    assert record
    assert list_files(tmp_path) == ["plain-1.0.dist-info/METADATA", "plain/__init__.py"]


def test_a_file_that_gets_smaller_counts_by_the_difference(tmp_path: Path) -> None:
    """Its metadata loses the description only."""
    write(tmp_path / "plain-1.0.dist-info/METADATA", "Name: plain\n\n# Plain\n")
    (metadata,) = prune(PruneContext(modules=tmp_path))
    assert (metadata.rule, metadata.files, metadata.removed_bytes) == ("metadata", 1, len("# Plain\n"))
    assert (tmp_path / "plain-1.0.dist-info/METADATA").read_text() == "Name: plain\n\n"


def test_a_rule_that_is_switched_off_or_not_asked_for_leaves_everything(tmp_path: Path) -> None:
    """The project says the one, a proof the other."""
    write(tmp_path / "plain/tests/a.py", "")
    off = PruneContext(modules=tmp_path, settings=PruneSettings(rules={"tests": False}))
    assert prune(off) == ()
    assert prune(PruneContext(modules=tmp_path), rules=[BY_NAME["headers"]]) == ()
    assert list_files(tmp_path) == ["plain/tests/a.py"]


def test_distributions_go_before_their_records(tmp_path: Path) -> None:
    """Without a record nobody knows what belongs to whom."""
    install(tmp_path, "unused")
    install(tmp_path, "plain")
    context = PruneContext(modules=tmp_path, settings=PruneSettings(unused_distributions={"unused": "nobody asks"}))
    unused, _installer = prune(context)
    assert (unused.rule, unused.files, unused.is_safe) == (UNUSED_DISTRIBUTIONS, 3, False)
    assert {path.name for path in tmp_path.iterdir()} == {"plain", "plain-1.0.dist-info"}


def test_one_rule_after_the_other_takes_distributions(tmp_path: Path) -> None:
    """The second is not confused by what the first left of a distribution's folder."""
    for name in ("plain", "elsewhere", "unused"):
        install(tmp_path, name)
    context = PruneContext(
        modules=tmp_path,
        settings=PruneSettings(unused_distributions={"unused": "nobody asks"}),
        elsewhere={NOT_REQUIRED: frozenset({canonicalize_name("elsewhere")})},
    )
    assert [one.files for one in prune(context)] == [3, 3, 1]
    assert {path.name for path in tmp_path.iterdir()} == {"plain", "plain-1.0.dist-info"}


@pytest.mark.parametrize("form", ["../{name}", "plain/../../{name}", "{path}"])
def test_a_record_that_leads_out_of_the_folder_is_refused(tmp_path: Path, form: str) -> None:
    """Upwards or by an absolute path: what it names stays."""
    outside, modules = tmp_path / "outside.txt", tmp_path / "modules"
    write(outside, "precious")
    install(modules, "plain", recorded=[form.format(name=outside.name, path=outside)])
    context = PruneContext(modules=modules, settings=PruneSettings(unused_distributions={"plain": "evil"}))
    with pytest.raises(UnsafePathError, match=r"outside\.txt.*leads out of its own folder"):
        prune(context)
    assert outside.read_text() == "precious"


def test_a_replaced_file_is_a_new_one_with_the_same_mode(tmp_path: Path) -> None:
    """The old one may be shared with an installer's cache."""
    cached, path = tmp_path / "cached.so", tmp_path / "a.so"
    cached.write_bytes(b"whole")
    cached.chmod(0o755)
    path.hardlink_to(cached)
    replace_file(path, b"less")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"less", 0o755)
    assert cached.read_bytes() == b"whole"
    replace_file(path, None)
    assert not path.exists()


def test_folders_without_files_go(tmp_path: Path) -> None:
    """At any depth, but not the folder itself."""
    write(tmp_path / "kept/a.py", "")
    (tmp_path / "kept/empty/deep").mkdir(parents=True)
    remove_empty_folders(tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "a.py"]
    (tmp_path / "kept/a.py").unlink()
    remove_empty_folders(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_files_are_listed_in_order_with_slashes(tmp_path: Path) -> None:
    """Independent of the file system's own order."""
    for name in ("b.py", "a/z.py", "a/b/c.py"):
        write(tmp_path / name, "")
    assert list_files(tmp_path) == ["a/b/c.py", "a/z.py", "b.py"]
