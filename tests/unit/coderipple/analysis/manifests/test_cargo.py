"""`Cargo.toml`."""

import pytest
from coderipple.analysis.manifests import read_manifest
from fakes.manifests import project_of, registered, required


def test_a_manifest_is_read() -> None:
    """What is inherited from the workspace is not stated; a renamed crate has its own name."""
    found = project_of(
        "Cargo.toml",
        """
        [package]
        name = "tides"
        version.workspace = true
        description = "Water"
        rust-version = "1.70"
        [dependencies]
        serde = "1"
        alias = { package = "real", version = "^2", optional = true }
        inherited.workspace = true
        [dev-dependencies]
        insta = "1.30"
        [build-dependencies]
        cc = "1.0"
        [target.'cfg(windows)'.dependencies]
        winapi = "0.3"
        [lib]
        name = "tides_core"
        [[bin]]
        name = "tides"
        [[bin]]
        name = "moon"
        path = "src/moon.rs"
        """,
    )
    assert (found.ecosystem, found.name, found.version, found.runtime) == ("rust", "tides", "", "1.70")
    assert required(found) == [
        ("inherited", "", ""),
        ("serde", "1", ""),
        ("winapi", "0.3", ""),
        ("cc", "1.0", "build"),
        ("insta", "1.30", "dev"),
        ("real", "^2", "optional"),
    ]
    assert registered(found) == [
        ("bin", "moon", "src/moon.rs"),
        ("bin", "tides", "src/bin/tides.rs"),
        ("lib", "tides_core", "src/lib.rs"),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"[workspace]\nmembers=['a']", b"package = 1", b"[package]\nname.workspace=true"]
)
def test_no_project(content: bytes) -> None:
    """A workspace without a package is no project."""
    assert read_manifest("Cargo.toml", "b", content) is None


@pytest.mark.parametrize(
    "table", ["bin = 1", "bin = [1]", "[bin]\na=1", "lib = 1", "dependencies = [1]", "target.a = 1"]
)
def test_values_of_the_wrong_kind_are_left_out(table: str) -> None:
    """No value of any kind is a reason to fail."""
    found = project_of("Cargo.toml", f'package.name = "x"\n{table}\n')
    assert (found.requirements, found.entry_points) == ((), ())
