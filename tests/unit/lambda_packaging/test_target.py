"""Machines and interpreters are spoken of in Lambda's words."""

import pytest
from lambda_packaging.errors import PlatformError, PythonVersionError
from lambda_packaging.target import host_architecture, parse_architecture, require_python


@pytest.mark.parametrize(
    ("name", "expected"), [("x86_64", "x86_64"), ("AMD64", "x86_64"), ("aarch64", "arm64"), ("arm64", "arm64")]
)
def test_synonyms_are_understood(name: str, expected: str) -> None:
    """Systems disagree on names."""
    assert parse_architecture(name) == expected


def test_another_architecture_is_refused() -> None:
    """Lambda has two."""
    with pytest.raises(PlatformError, match="sparc; expected x86_64 or arm64"):
        parse_architecture("sparc")


def test_this_machine_has_an_architecture() -> None:
    """Or these tests would not run."""
    assert host_architecture() in {"x86_64", "arm64"}


@pytest.mark.parametrize(
    ("running", "implementation"), [("3.12.9", "cpython"), ("3.14.0", "cpython"), ("3.13.1", "pypy")]
)
def test_another_interpreter_is_refused_with_the_remedy(running: str, implementation: str) -> None:
    """Its bytecode would be compiled again at every cold start, or not load."""
    with pytest.raises(PythonVersionError, match=r"Install CPython 3\.13"):
        require_python("3.13", running=running, implementation=implementation)


def test_every_patch_release_fits() -> None:
    """The bytecode's magic number is fixed within 3.13."""
    require_python("3.13", running="3.13.99", implementation="cpython")


def test_it_is_said_whose_architecture_is_unknown() -> None:
    """The one that was asked for is not this machine's."""
    with pytest.raises(PlatformError, match="the target is sparc"):
        parse_architecture("sparc")
    with pytest.raises(PlatformError, match="this machine is sparc"):
        parse_architecture("sparc", subject="this machine")
