"""`pom.xml`."""

import pytest
from coderipple.analysis.manifests import read_manifest
from fakes.manifests import project_of, required


def test_a_manifest_is_read() -> None:
    """Coordinates may be inherited, and properties of the file are resolved."""
    found = project_of(
        "pom.xml",
        """\
        <?xml version="1.0" encoding="UTF-8"?>
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <parent><groupId>org.sea</groupId><artifactId>parent</artifactId><version>3</version></parent>
          <artifactId>tides</artifactId>
          <version>${revision}</version>
          <description>The
            water</description>
          <properties>
            <revision>1.${minor}</revision><minor>2</minor>
            <maven.compiler.release>17</maven.compiler.release>
          </properties>
          <dependencies>
            <dependency><groupId>${project.groupId}</groupId><artifactId>core</artifactId>
              <version>${project.version}</version></dependency>
            <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4</version>
              <scope>test</scope></dependency>
            <dependency><groupId>a</groupId><artifactId>b</artifactId><version>${elsewhere}</version>
              <optional>true</optional></dependency>
            <dependency><groupId>${elsewhere}</groupId><artifactId>c</artifactId></dependency>
          </dependencies>
        </project>
        """,
    )
    assert (found.ecosystem, found.name, found.version, found.runtime) == ("java", "org.sea:tides", "1.2", "17")
    assert found.description == "The water"
    assert required(found) == [("org.sea:core", "1.2", ""), ("a:b", "", "optional"), ("junit:junit", "4", "test")]
    assert found.dependencies == ("a:b", "org.sea:core")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><project/>', "document type"),
        (b"<project>", "no element found"),
        (b"", "no element found"),
        ("<project/>".encode("utf-16"), "UnicodeDecodeError"),
        (b"<a>" * 150_000, "no element found"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    """Entities are never expanded: a file that could declare them is not read."""
    found = read_manifest("pom.xml", "b", content)
    assert isinstance(found, str)
    assert reason in found


@pytest.mark.parametrize("content", [b"<settings/>", b"<project/>", b"<project><version>1</version></project>"])
def test_no_project(content: bytes) -> None:
    """Without an artifact there is no project."""
    assert read_manifest("pom.xml", "b", content) is None


def test_properties_that_double_each_other_end() -> None:
    """A few lines cannot fill the memory; what stays open is not stated."""
    properties = "".join(f"<a{each}>{f'${{a{each + 1}}}' * 20}</a{each}>" for each in range(50))
    content = (
        f"<project><artifactId>x</artifactId><version>${{a0}}</version><properties>{properties}</properties></project>"
    )
    assert project_of("pom.xml", content).version == ""
