"""Each rule finds what its reason says, and nothing that looks like it."""

from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from fakes.installed import install
from fakes.sample_project import write
from fakes.shared_objects import FakeSharedObject
from lambda_packaging.project import PruneSettings
from lambda_packaging.prune import list_files
from lambda_packaging.prune_rules import (
    NOT_REQUIRED,
    OPTIONAL_RULES,
    RULES,
    Find,
    PruneContext,
    find_elsewhere,
    find_headers,
    find_installer_files,
    find_metadata,
    find_service_models,
    find_tests,
    find_type_stubs,
    find_unmapped,
    find_unused_distributions,
)
from packaging.utils import canonicalize_name

METADATA = "Metadata-Version: 2.4\nName: plain\nVersion: 1.0\nLicense: MIT\n        \n        Text\n"


def found(find: Find, modules: Path, *files: str, context: PruneContext | None = None) -> dict[str, bytes | None]:
    """What a rule would change in a folder to which empty `files` are added."""
    for file in files:
        write(modules / file, "")
    return dict(find(context or PruneContext(modules=modules), list_files(modules)))


def removed(find: Find, modules: Path, *files: str) -> set[str]:
    """What a rule would remove of `files`."""
    assert set(found(find, modules, *files).values()) <= {None}
    return set(found(find, modules))


def test_what_an_installer_writes_for_itself_is_found(tmp_path: Path) -> None:
    """Records, scripts, the lock, and bytecode beside its source."""
    files = {
        "plain-1.0.dist-info/RECORD",
        "plain-1.0.dist-info/INSTALLER",
        "plain-1.0.dist-info/REQUESTED",
        "plain-1.0.dist-info/direct_url.json",
        "plain-1.0.dist-info/uv_cache.json",
        "bin/plain",
        ".lock",
        "plain/__pycache__/a.cpython-313.pyc",
    }
    kept = ("plain/RECORD", "plain/bin/tool", "plain/a.py", "plain/.lock", "plain-1.0.dist-info/METADATA")
    assert removed(find_installer_files, tmp_path, *files, *kept) == files


def test_bytecode_that_is_all_there_is_of_a_module_stays(tmp_path: Path) -> None:
    """A distribution without sources is imported from it."""
    assert removed(find_installer_files, tmp_path, "plain/secret.pyc") == set()


def test_models_of_undeclared_services_and_examples_are_found(tmp_path: Path) -> None:
    """What all services share stays."""
    files = {
        "botocore/data/ec2/2016-11-15/service-2.json.gz",
        "botocore/data/s3/2006-03-01/examples-1.json.gz",
        "boto3/data/ec2/2016-11-15/resources-1.json",
    }
    kept = ("botocore/data/endpoints.json", "botocore/data/s3/2006-03-01/service-2.json.gz", "other/data/ec2/a.json")
    for file in (*files, *kept):
        write(tmp_path / file, "")
    context = PruneContext(modules=tmp_path, settings=PruneSettings(services=frozenset({"s3"})))
    assert set(found(find_service_models, tmp_path, context=context)) == files
    assert found(find_service_models, tmp_path) == {}


def test_with_no_service_declared_every_model_is_found(tmp_path: Path) -> None:
    """An empty list says that no client is constructed; no list says nothing."""
    context = PruneContext(modules=tmp_path, settings=PruneSettings(services=frozenset()))
    assert found(find_service_models, tmp_path, "botocore/data/s3/a.json", context=context) == {
        "botocore/data/s3/a.json": None
    }


def test_folders_of_tests_are_found_at_any_depth(tmp_path: Path) -> None:
    """With everything in them; a module of that name is none."""
    files = {"plain/tests/a.py", "plain/part/test/data/b.json", "tests/c.py"}
    kept = ("plain/tests.py", "plain/testing/a.py", "plain/test_a.py", "test.py")
    assert removed(find_tests, tmp_path, *files, *kept) == files


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("def check():\n    from .tests import suite\n", {"plain/tests/suite.py", "plain/tests/deep/test/a.py"}),
        ("try:\n    from plain.part import test\nexcept ImportError: ...\n", {"plain/part/test/b.py"}),
        ("from .tests import suite\n", set()),
    ],
)
def test_tests_that_the_package_itself_imports_late_stay(tmp_path: Path, text: str, kept: set[str]) -> None:
    """A proof that imports every module would not miss them; an import at the top of a module it would."""
    files = {"plain/tests/suite.py", "plain/tests/deep/test/a.py", "plain/part/test/b.py", "other/tests/c.py"}
    write(tmp_path / "plain/__init__.py", text)
    assert removed(find_tests, tmp_path, *files) == files - kept


def test_tests_that_only_tests_import_are_found(tmp_path: Path) -> None:
    """They go together."""
    write(tmp_path / "plain/part/tests/b.py", "def check():\n    from plain.tests import suite\n")
    assert len(removed(find_tests, tmp_path, "plain/tests/suite.py", "plain/part/tests/__init__.py")) == 3


def test_stubs_are_found(tmp_path: Path) -> None:
    """Single ones and whole packages of them; the mark of a typed package stays."""
    files = {"plain/a.pyi", "plain-stubs/__init__.pyi", "plain-stubs/METADATA.toml"}
    assert removed(find_type_stubs, tmp_path, *files, "plain/py.typed", "plain/a.py") == files


def test_c_sources_and_headers_are_found(tmp_path: Path) -> None:
    """And what Cython compiles."""
    files = {"plain/a.c", "plain/a.h", "plain/include/b.hpp", "plain/a.pyx", "plain/a.pxd", "plain/lib.a"}
    assert removed(find_headers, tmp_path, *files, "plain/a.so", "plain/a.css", "plain/a.cfg", "plain/h") == files


def test_of_metadata_stays_what_is_read_and_what_the_law_asks_for(tmp_path: Path) -> None:
    """Also a licence whose name does not say so, in the folder of licences."""
    folder = "plain-1.0.dist-info"
    files = {f"{folder}/WHEEL", f"{folder}/zip-safe", f"{folder}/sboms/rust.cyclonedx.json", f"{folder}/a/METADATA"}
    kept = (
        *(f"{folder}/{name}" for name in ("METADATA", "entry_points.txt", "top_level.txt", "RECORD")),
        *(f"{folder}/{name}" for name in ("LICENSE", "LICENCE.txt", "COPYING.LESSER", "NOTICE", "AUTHORS.md")),
        *(f"{folder}/licenses/{name}" for name in ("LICENSE", "Apache-2.0.txt", "vendored/thing/MIT")),
        "plain/_vendor/other-1.0.dist-info/WHEEL",
        "plain/WHEEL",
    )
    assert removed(find_metadata, tmp_path, *files, *kept) == files


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_description_goes_and_every_field_stays(tmp_path: Path, end: str) -> None:
    """A field may have blank-looking lines of its own, and a wheel made elsewhere other line ends."""
    path = tmp_path / "plain-1.0.dist-info/METADATA"
    write(path, "")
    path.write_bytes(f"{METADATA}\n# Plain\n\nIt is plain.\n".replace("\n", end).encode())
    before = PathDistribution(path.parent).metadata.json
    content = found(find_metadata, tmp_path)["plain-1.0.dist-info/METADATA"]
    assert content == f"{METADATA}\n".replace("\n", end).encode()
    path.write_bytes(content)
    after = PathDistribution(path.parent).metadata.json
    assert before.pop("description")
    assert after == before


@pytest.mark.parametrize("text", [METADATA, f"{METADATA}\n"])
def test_metadata_without_a_description_is_left_alone(tmp_path: Path, text: str) -> None:
    """Nothing to win."""
    write(tmp_path / "plain-1.0.dist-info/METADATA", text)
    assert found(find_metadata, tmp_path) == {}


def test_a_package_named_like_the_folder_of_scripts_stays(tmp_path: Path) -> None:
    """Scripts lie in no package."""
    write(tmp_path / "bin/tool", "#!python")
    assert list(found(find_installer_files, tmp_path)) == ["bin/tool"]
    write(tmp_path / "bin/__init__.py", "")
    assert list(found(find_installer_files, tmp_path)) == []


def test_only_shared_objects_with_something_unmapped_are_found(tmp_path: Path) -> None:
    """Others are no smaller afterwards, or not shared objects."""
    whole = FakeSharedObject(segments=[b"text" * 9], unmapped=b"symbols")
    contents = {
        "plain/a.so": whole.to_bytes(),
        "plain/b.so": FakeSharedObject(segments=[b"text"]).to_bytes(),
        "plain/c.so": b"INPUT(a.so)",
        "plain/program": whole.to_bytes(),
    }
    (tmp_path / "plain").mkdir()
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    edits = found(find_unmapped, tmp_path)
    assert {name: len(content or b"") for name, content in edits.items()} == {"plain/a.so": whole.mapped_bytes}


def test_distributions_are_found_by_their_records(tmp_path: Path) -> None:
    """However the name is spelled; what a record names and is not there is no find."""
    install(tmp_path, "Un_Used", files={"unused/__init__.py": "", "one.py": ""}, recorded=["unused/gone.py"])
    install(tmp_path, "plain")
    settings = PruneSettings(unused_distributions={"un.used": "nothing asks for it"})
    edits = found(find_unused_distributions, tmp_path, context=PruneContext(modules=tmp_path, settings=settings))
    assert edits == dict.fromkeys(
        ["Un_Used-1.0.dist-info/METADATA", "Un_Used-1.0.dist-info/RECORD", "one.py", "unused/__init__.py"]
    )
    assert found(find_unused_distributions, tmp_path) == {}


def test_a_file_of_two_distributions_stays_as_long_as_one_of_them(tmp_path: Path) -> None:
    """And is found once when both go."""
    shared = "space/__init__.py"
    for name in ("one", "two"):
        install(tmp_path, name, files={shared: "", f"space/{name}.py": ""})

    def without(*names: str) -> list[str]:
        elsewhere = {NOT_REQUIRED: frozenset(map(canonicalize_name, names))}
        context = PruneContext(modules=tmp_path, elsewhere=elsewhere)
        return [file for file, _ in find_elsewhere(NOT_REQUIRED)(context, ())]

    assert without("one") == ["one-1.0.dist-info/METADATA", "one-1.0.dist-info/RECORD", "space/one.py"]
    assert without("one", "two").count(shared) == 1
    assert without() == []


def test_every_rule_has_a_name_and_a_reason_of_its_own() -> None:
    """Both are printed, and a declaration switches by name."""
    assert len({rule.name for rule in RULES}) == len({rule.reason for rule in RULES}) == len(RULES)
    assert set(OPTIONAL_RULES) == {rule.name for rule in RULES} - {"installer-files"}


def test_what_some_program_could_miss_is_not_called_safe() -> None:
    """It is declared by the project, or off until the project asks for it."""
    assert {rule.name for rule in RULES if not rule.is_safe} == {"unused-distributions", "service-models", "strip"}
    assert {rule.name for rule in RULES if not rule.is_default} == {"strip"}


def test_a_project_switches_rules_on_and_off() -> None:
    """What it does not name is as it comes."""
    settings = PruneSettings(rules={"strip": True, "tests": False})
    assert {rule.name for rule in RULES if rule.is_on(settings)} == {rule.name for rule in RULES} - {"tests"}
    assert {rule.name for rule in RULES if rule.is_on(PruneSettings())} == {rule.name for rule in RULES} - {"strip"}
