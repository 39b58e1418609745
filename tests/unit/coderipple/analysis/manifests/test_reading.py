"""Which manifest is read how, and what is said of one that cannot be read."""

import pytest
from coderipple.analysis.manifests import is_manifest, read_manifest

KINDS = {
    "pyproject.toml": "[project]\nname='x'",
    "setup.cfg": "[metadata]\nname=x",
    "setup.py": "from setuptools import setup\nsetup(name='x')",
    "package.json": '{"name":"x"}',
    "go.mod": "module x",
    "Cargo.toml": "[package]\nname='x'",
    "pom.xml": "<project><artifactId>x</artifactId></project>",
    "settings.gradle": "rootProject.name = 'x'",
    "x/build.gradle.kts": "",
}


@pytest.mark.parametrize("path", sorted(KINDS))
def test_the_file_name_tells_the_kind(path: str) -> None:
    """Each kind is read, with a byte order mark too."""
    for mark in (b"", b"\xef\xbb\xbf"):
        found = read_manifest(path, "b", mark + KINDS[path].encode())
        assert getattr(found, "name", found) == "x"
        assert is_manifest(path)


@pytest.mark.parametrize("path", sorted(KINDS))
@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x80", b"x" * 2_000_001])
def test_what_cannot_be_read_says_why(path: str, content: bytes) -> None:
    """No text, and too much of it, are reasons and no crash."""
    found = read_manifest(path, "b", content)
    assert isinstance(found, str)
    assert found
    assert "\n" not in found


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("pyproject.toml", b"[project"),
        ("pyproject.toml", b"x = " + b"[" * 100_000),
        ("pyproject.toml", b"x = " + b"{a=" * 100_000),
        ("pyproject.toml", b"[project]\nname = '{{ name }}'"),
        ("Cargo.toml", b"a" + b".a" * 900_000),
        ("package.json", b"[" * 900_000),
        ("package.json", b'{"name":' + b"1" * 100_000 + b"}"),
        ("package.json", b"{"),
        ("setup.cfg", b"x\n" * 900_000),
        ("setup.py", b"("),
        ("setup.py", b"from setuptools import setup\nsetup(name=" + b"-" * 100_000 + b"1)"),
        ("setup.py", b"from setuptools import setup\nsetup(name=" + b"+".join([b"'a'"] * 100_000) + b")"),
        ("setup.py", b"\x00"),
    ],
)
def test_broken_and_hostile_manifests_say_why(path: str, content: bytes) -> None:
    """Broken syntax, endless nesting and endless keys are reasons."""
    assert isinstance(read_manifest(path, "b", content), str)


@pytest.mark.parametrize("path", ["README.md", "setup", "x.toml", "pyproject.toml.bak", "cargo.toml"])
def test_other_files_are_no_manifests(path: str) -> None:
    """Names are matched whole."""
    assert read_manifest(path, "b", b"[project]\nname='x'") is None
    assert not is_manifest(path)
