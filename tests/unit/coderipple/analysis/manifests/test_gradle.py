"""Gradle's build files, by their literal lines."""

import pytest
from coderipple.analysis.manifests import merge_manifests, read_manifest
from fakes.manifests import project_of, required

BUILD = """
plugins { id("java") version "1" }
/* version = "0" */
version = "1.2"
description = 'Water'
java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }
dependencies {
    // implementation("no:no:1")
    implementation("com.sea:tides:1.0")
    api 'com.sea:moon'
    compileOnly("com.sea:stars:2")
    implementation("com.sea:dynamic:$version")
    implementation(project(":core"))
    testImplementation "junit:junit:4"
    kapt("a:b:1@jar")
}
"""


@pytest.mark.parametrize("name", ["build.gradle", "build.gradle.kts"])
def test_a_manifest_is_read(name: str) -> None:
    """Only lines that say the whole thing count; the folder is the name."""
    found = project_of(f"libs/tides/{name}", BUILD)
    assert (found.ecosystem, found.name, found.version, found.runtime) == ("java", "tides", "1.2", "21")
    assert found.description == "Water"
    assert required(found) == [
        ("com.sea:moon", "", ""),
        ("com.sea:tides", "1.0", ""),
        ("com.sea:stars", "2", "compileOnly"),
        ("a:b", "1", "kapt"),
        ("junit:junit", "4", "test"),
    ]
    assert found.dependencies == ("com.sea:moon", "com.sea:stars", "com.sea:tides")


def test_the_root_is_named_in_the_settings() -> None:
    """At the root the two files are one project."""
    found = [
        project_of("build.gradle", "version '1'\nsourceCompatibility = JavaVersion.VERSION_1_8"),
        project_of("settings.gradle", "rootProject.name = 'tides'"),
    ]
    (merged,) = merge_manifests(found)
    assert (merged.name, merged.version, merged.runtime, merged.installable) == ("tides", "1", "1.8", True)


def test_settings_without_a_name_are_no_project() -> None:
    """They may only include others."""
    assert read_manifest("settings.gradle", "b", b"include ':a'") is None
