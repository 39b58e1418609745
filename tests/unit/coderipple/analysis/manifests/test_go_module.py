"""`go.mod`."""

import pytest
from coderipple.analysis.manifests import read_manifest
from fakes.manifests import project_of, required


def test_a_manifest_is_read() -> None:
    """Direct requirements are needed, indirect ones have a group of their own; replacements say nothing about them."""
    found = project_of(
        "go.mod",
        """\
        // Deprecated: no
        module "example.org/sea/tides/v2" // comment

        go 1.22
        toolchain go1.22.1

        require github.com/spf13/cobra v1.8.0
        require (
            golang.org/x/text v0.3.0
            gopkg.in/yaml.v3 v3.0.1 // indirect
            half
        )
        replace (
            golang.org/x/text => ../text
        )
        exclude a v1
        """,
    )
    assert (found.ecosystem, found.name, found.runtime) == ("go", "example.org/sea/tides/v2", "1.22")
    assert required(found) == [
        ("github.com/spf13/cobra", "v1.8.0", ""),
        ("golang.org/x/text", "v0.3.0", ""),
        ("gopkg.in/yaml.v3", "v3.0.1", "indirect"),
    ]
    assert found.dependencies == ("github.com/spf13/cobra", "golang.org/x/text")


@pytest.mark.parametrize("content", [b"", b"module", b"go 1.2", b"(\n)", b"module (\n)"])
def test_no_project(content: bytes) -> None:
    """Without a module path there is no project."""
    assert read_manifest("go.mod", "b", content) is None
