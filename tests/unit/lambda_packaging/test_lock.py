"""A lock is pinned and hashed throughout, and fits what the package declares."""

from dataclasses import replace
from pathlib import Path

import pytest
from fakes.installed import install
from fakes.sample_project import write
from lambda_packaging.errors import DeclarationError, LockOutOfDateError, LockSyntaxError
from lambda_packaging.lock import (
    Pin,
    declared_requirements,
    find_required,
    locked_names,
    parse_lock,
    read_lock,
    require_lock_matches,
    require_locks_match,
    require_unused_are_locked,
)
from lambda_packaging.project import DependenciesLayer, Project, PruneSettings
from packaging.version import Version

LOCK = Path("requirements/layer.lock")
HASH = f"sha256:{'a' * 64}"
OTHER_HASH = f"sha256:{'b' * 64}"


def package(tmp_path: Path, *dependencies: str, fast: tuple[str, ...] = ()) -> Path:
    """A package that declares those dependencies, and some more with the extra `fast`."""
    declared = f"dependencies = {list(dependencies)}\n[project.optional-dependencies]\nfast = {list(fast)}\n"
    write(tmp_path / "pyproject.toml", f"[project]\nname = 'sample'\n{declared}")
    return tmp_path


def check(package: Path, text: str, *, extras: tuple[str, ...] = (), architecture: str = "x86_64") -> None:
    """Checks a lock's text against a package."""
    require_lock_matches(
        parse_lock(text, path=LOCK),
        package=package,
        extras=extras,
        python="3.13",
        architecture=architecture,
        path=LOCK,
    )


def test_the_form_that_uv_writes_is_read() -> None:
    """Continued lines, markers, several hashes and comments on lines of their own."""
    text = f"""Some_Name==1.2.3 ; sys_platform == 'linux' \\
    --hash={HASH} \\
    --hash={OTHER_HASH}
    # via
    #   other (packages/other/pyproject.toml)
plain==2 --hash={HASH}  # a word
"""
    first, second = parse_lock(text, path=LOCK)
    assert (first.name, first.version, first.hashes) == ("some-name", Version("1.2.3"), {HASH, OTHER_HASH})
    assert str(first.marker) == 'sys_platform == "linux"'
    assert second == Pin(name=second.name, version=Version("2"), marker=None, hashes=frozenset({HASH}))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"plain --hash={HASH}", "exactly one version"),
        (f"plain>=1 --hash={HASH}", "exactly one version"),
        (f"plain==1,!=2 --hash={HASH}", "exactly one version"),
        (f"plain==1.* --hash={HASH}", "`name==version`"),
        (f"-r other.txt --hash={HASH}", "`name==version`"),
        ("plain==1", "at least one `--hash=sha256:…`"),
        ("plain==1 --hash=md5:00", "at least one `--hash=sha256:…`"),
        (f"plain @ https://example.com/plain.whl --hash={HASH}", "exactly one version"),
        (f"plain==1 \\\n --hash={HASH} \\", None),
    ],
)
def test_anything_but_a_pin_with_hashes_is_refused(line: str, expected: str | None) -> None:
    """What is not pinned and hashed could be another file tomorrow."""
    if expected is None:
        assert len(parse_lock(line, path=LOCK)) == 1
        return
    with pytest.raises(LockSyntaxError) as raised:
        parse_lock(f"# first\n{line}\n", path=LOCK)
    assert raised.value.line_number == 2
    assert expected in str(raised.value)
    assert "invoke lock" in str(raised.value)


def test_a_lock_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """With the same remedy as a broken one."""
    with pytest.raises(LockSyntaxError, match="expected a readable lock file"):
        read_lock(tmp_path / "none.lock")


def test_a_lock_inside_the_declared_ranges_fits(tmp_path: Path) -> None:
    """Names are compared in their normal form, extras count."""
    folder = package(tmp_path, "Some.Name>=1,<2", fast=("quick~=3.0",))
    check(folder, f"some-name==1.9 --hash={HASH}\nquick==3.4 --hash={HASH}\n", extras=("fast",))


def test_a_version_outside_the_range_is_named_with_the_remedy(tmp_path: Path) -> None:
    """The message says what is declared, what is locked and what to run."""
    with pytest.raises(LockOutOfDateError) as raised:
        check(package(tmp_path, "plain>=2"), f"plain==1.0 --hash={HASH}\n")
    assert (raised.value.requirement, raised.value.locked) == ("plain>=2", "plain 1.0")
    assert "invoke lock" in str(raised.value)


def test_a_requirement_that_is_not_locked_is_named(tmp_path: Path) -> None:
    """Also when it comes from an extra."""
    with pytest.raises(LockOutOfDateError, match="quick") as raised:
        check(package(tmp_path, fast=("quick",)), "", extras=("fast",))
    assert raised.value.locked is None


@pytest.mark.parametrize(("architecture", "machine"), [("x86_64", "aarch64"), ("arm64", "x86_64")])
def test_a_pin_for_another_machine_does_not_count(tmp_path: Path, architecture: str, machine: str) -> None:
    """One lock serves both architectures; each must be complete."""
    text = f"plain==1 ; platform_machine == '{machine}' --hash={HASH}\n"
    with pytest.raises(LockOutOfDateError):
        check(package(tmp_path, "plain"), text, architecture=architecture)


def test_a_requirement_for_another_system_is_not_asked_for(tmp_path: Path) -> None:
    """Lambda is Linux, whatever this machine is."""
    check(package(tmp_path, "colors; sys_platform == 'win32'"), "")


@pytest.mark.parametrize(
    ("text", "extras", "problem"),
    [
        ("[project]\ndependencies = ['a b']\n", (), "expected a requirement"),
        ("[project]\n", ("fast",), "no extra 'fast'"),
        ("[project\n", (), "cannot be read"),
    ],
)
def test_a_package_that_cannot_be_read_is_named(
    tmp_path: Path, text: str, extras: tuple[str, ...], problem: str
) -> None:
    """The fault is in the package, not in the lock."""
    write(tmp_path / "pyproject.toml", text)
    with pytest.raises(DeclarationError, match=problem):
        list(declared_requirements(tmp_path, extras=extras))


def test_every_dependencies_layer_of_a_project_is_checked(sample: Project) -> None:
    """The sample's own lock fits until its package wants more."""
    require_locks_match(sample, architecture="x86_64")
    declared = sample.root / "packages/sample/pyproject.toml"
    declared.write_text(declared.read_text().replace("plain>=1", "plain>=7"))
    with pytest.raises(LockOutOfDateError, match="plain>=7"):
        require_locks_match(sample, architecture="x86_64")


@pytest.mark.parametrize("architecture", ["x86_64", "arm64"])
def test_the_committed_lock_fits_the_committed_packages(project: Project, architecture: str) -> None:
    """What is in this repository can be built."""
    require_locks_match(project, architecture=architecture)


def test_no_committed_lock_names_an_address(project: Project) -> None:
    """Where a distribution comes from is the reader's own setting."""
    for lock in project.lock.parent.glob("*.lock"):
        assert "://" not in lock.read_text(), lock.name
        assert read_lock(lock), lock.name


def test_a_pin_for_other_systems_is_named_with_its_marker(tmp_path: Path) -> None:
    """To say that the lock does not contain it would send the reader looking for a line that is there."""
    text = f"plain==1.0 ; sys_platform == 'plan9' --hash={HASH}\n"
    with pytest.raises(LockOutOfDateError, match=r'holds plain 1\.0 only where sys_platform == "plan9"'):
        check(package(tmp_path, "plain"), text)


def required(
    tmp_path: Path, *dependencies: str, extras: tuple[str, ...] = (), architecture: str = "x86_64"
) -> set[str]:
    """What those dependencies lead to among the distributions in `modules`."""
    folder = package(tmp_path / "package", *dependencies, fast=("quick",))
    layer = DependenciesLayer(name="a", file="a.zip", package=folder, extras=frozenset(extras))
    return set(find_required(layer, tmp_path / "modules", lock=LOCK, python="3.13", architecture=architecture))


def test_what_a_requirement_leads_to_is_found(tmp_path: Path) -> None:
    """In circles too, by any spelling, for this target only; and nothing else that is installed."""
    modules = tmp_path / "modules"
    install(
        modules,
        "Plain_Thing",
        requires=["first", "windows; sys_platform == 'win32'", "arm; platform_machine == 'aarch64'"],
    )
    install(modules, "first", requires=["plain.thing>=1", "big; extra == 'all'"])
    for name in ("windows", "arm", "big", "quick", "unrelated"):
        install(modules, name)
    assert required(tmp_path, "plain-thing", "windows; sys_platform == 'win32'") == {"plain-thing", "first"}
    assert required(tmp_path, "plain-thing", architecture="arm64") == {"plain-thing", "first", "arm"}
    assert required(tmp_path, extras=("fast",)) == {"quick"}
    assert required(tmp_path) == set()


def test_an_extra_counts_wherever_it_is_asked_for(tmp_path: Path) -> None:
    """Also when the distribution itself was found without it before."""
    modules = tmp_path / "modules"
    install(modules, "plain", requires=["big; extra == 'all'"])
    install(modules, "first", requires=["plain[all]"])
    install(modules, "big")
    assert required(tmp_path, "plain", "first") == {"plain", "first", "big"}
    assert required(tmp_path, "plain") == {"plain"}


def test_a_distribution_that_a_locked_one_misses_or_refuses_is_named(tmp_path: Path) -> None:
    """With who wants it and what is locked."""
    modules = tmp_path / "modules"
    install(modules, "plain", requires=["first>=2"])
    with pytest.raises(LockOutOfDateError, match=r"first>=2 \(of plain\)") as raised:
        required(tmp_path, "plain")
    assert raised.value.locked is None
    install(modules, "first", "1.0")
    with pytest.raises(LockOutOfDateError) as raised:
        required(tmp_path, "plain")
    assert raised.value.locked == "first 1.0"


def test_the_names_in_a_lock_are_normal_forms(tmp_path: Path) -> None:
    """As everything else compares them."""
    write(tmp_path / "a.lock", f"Some_Name==1 --hash={HASH}\nplain==2 --hash={HASH}\n")
    assert locked_names(tmp_path / "a.lock") == {"some-name", "plain"}


def test_a_distribution_declared_unused_must_be_locked(sample: Project) -> None:
    """In the layers' lock or in a function's; a slip is an error with the nearest name."""
    settings = PruneSettings(unused_distributions={"Plain": "never asked for"})
    require_unused_are_locked(replace(sample, prune=settings))
    settings = PruneSettings(unused_distributions={"plane": "a slip"})
    with pytest.raises(DeclarationError, match=r"unused-distributions\.plane: is in no lock.*`plain`"):
        require_unused_are_locked(replace(sample, prune=settings))
    write(sample.functions[0].own_requirements, sample.lock.read_text().replace("plain==", "plane=="))
    require_unused_are_locked(replace(sample, prune=settings))
