"""Reads the literal lines of Gradle's build files, which are programs; they are never run.

Comes in: the manifest. Goes out: a `Project`, or None. Its name is the one in `settings.gradle`, else its folder's.
"""

import re
from collections.abc import Iterator

from coderipple.analysis.manifests.content import ManifestFile, one_line
from coderipple.facts import Project, Requirement

_LONGEST_LINE = 500  # characters; a literal line is shorter
_BLOCK_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DEPENDENCY = re.compile(
    r"(api|implementation|compileOnly|runtimeOnly|testImplementation|testRuntimeOnly|annotationProcessor|kapt"
    r"|compile|testCompile)[ (]+(?:platform\()?[\"']([\w.-]+:[\w.-]+)(?::([^\"'$:@]+))?(?:[:@][^\"'$]*)?[\"']"
)
_VERSION = re.compile(r"version *=? *[\"']([^\"'$]+)[\"']")
_DESCRIPTION = re.compile(r"description *=? *[\"']([^\"'$]+)[\"']")
_NAME = re.compile(r"rootProject\.name *= *[\"']([^\"'$]+)[\"']")
_RUNTIME = re.compile(
    r"(?:.*\bJavaLanguageVersion\.of\((\d+)\)|(?:java\.)?(?:source|target)Compatibility *=? *[\"']?"
    r"(?:JavaVersion\.VERSION_)?(\d+(?:[._]\d+)?))"
)
_FOR_USERS = {
    "api": "",
    "implementation": "",
    "compile": "",
    "compileOnly": "compileOnly",
    "runtimeOnly": "runtimeOnly",
}


def read_gradle_build(file: ManifestFile) -> Project:
    """Reads `build.gradle` or `build.gradle.kts`; at the root its name stands in the settings."""
    lines = list(_lines(file.text))
    runtime = next((found for each in lines if (found := _RUNTIME.match(each))), None)
    requirements = list(_requirements(lines))
    return file.project(
        ecosystem="java",
        name=file.folder.rpartition("/")[2],
        runtime=(runtime.group(1) or runtime.group(2)).replace("_", ".") if runtime else "",
        version=_first(_VERSION, lines),
        description=_first(_DESCRIPTION, lines),
        requirements=(each for each in requirements if each.group in _FOR_USERS.values()),
        for_development=(each for each in requirements if each.group not in _FOR_USERS.values()),
    )


def read_gradle_settings(file: ManifestFile) -> Project | None:
    """Reads `settings.gradle` or `settings.gradle.kts`, which has the name of the root's project."""
    name = _first(_NAME, list(_lines(file.text)))
    return file.project(ecosystem="java", name=name, installable=False) if name else None


def _lines(text: str) -> Iterator[str]:
    for line in _BLOCK_COMMENT.sub("", text).split("\n"):
        yield line[:_LONGEST_LINE].strip()


def _first(pattern: re.Pattern[str], lines: list[str]) -> str:
    return next((one_line(found.group(1)) for each in lines if (found := pattern.match(each))), "")


def _requirements(lines: list[str]) -> Iterator[Requirement]:
    for line in lines:
        if found := _DEPENDENCY.match(line):
            configuration, name, version = found.groups()
            group = _FOR_USERS.get(configuration, "test" if configuration.startswith("test") else configuration)
            yield Requirement(name=name, specifier=one_line(version), group=group)
