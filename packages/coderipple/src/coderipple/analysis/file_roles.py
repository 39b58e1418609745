"""What a file is for, judged by its path alone.

Comes in: a path. Goes out: yes or no, or the word for a kind of file.
"""

import posixpath
import re
from itertools import takewhile

from coderipple.analysis.languages import language_of

_TESTS = re.compile(r"^tests$|[_-]tests?$|^tests?[_-]")
_TEST_FOLDERS = {"tests", "test", "testing"}
_ASIDE_FOLDERS = {"docs", "doc", "examples", "example", "benchmarks", "benchmark"}
# Code of others, material for tests, and projects that a generator is to fill in.
_FOREIGN_FOLDERS = {
    *("node_modules", "vendor", "third_party", "site-packages"),
    *("testdata", "fixtures", "__fixtures__"),
    *("template", "templates"),
}
_EXAMPLE_FOLDERS = {"examples", "example", "samples"}
_SOURCE_FOLDERS = {"src", "lib", "internal", "pkg"}
_TOOL_NAMES = re.compile(r"^(?:gulpfile|gruntfile)\.|\.(?:config|conf|stories)\.[cm]?[jt]sx?$", re.IGNORECASE)
_TOOL_FILES = {"setup.py", "noxfile.py", "tasks.py", "conftest.py", "fabfile.py", "toxfile.py"}
_DOCUMENT_ENDINGS = (".md", ".rst", ".txt", ".adoc")
_CI_FOLDERS = (".github/", ".gitlab/", ".circleci/", ".ci/")
_GUIDE_ENDINGS = ("", ".md", ".markdown", ".rst", ".txt")
_GUIDE_NAMES = {
    "readme": "readme",
    "contributing": "contributing",
    "changelog": "changelog",
    "changes": "changelog",
    "history": "changelog",
    "news": "changelog",
    "release_notes": "changelog",
    "license": "license",
    "licence": "license",
    "copying": "license",
    "security": "security",
}
_DECISION_FOLDERS = {"adr", "adrs", "decisions", "decision-records"}
_NUMBERED = re.compile(r"\d{4}-.")
_SOURCE_ENDINGS = (
    *(".py", ".go", ".rs", ".java", ".rb"),
    *(".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"),
)
_DEPENDENCY_ENDINGS = (".lock", "requirements.txt", "package-lock.json")


def is_test(path: str) -> bool:
    """Tells whether a file belongs to the tests, by what holds everywhere and by its language's own customs."""
    *folders, name = path.split("/")
    language = language_of(path)
    return (
        (language is not None and language.is_test(path))
        or any(map(_TESTS.search, folders))
        or bool(folders and folders[0] in _TEST_FOLDERS)
        or name == "conftest.py"
        or (name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py")))
    )


def is_example(path: str) -> bool:
    """Tells whether a file shows how the project is used; beside Python a part of a repository has its own examples."""
    folders = path.split("/")[:-1]
    return bool(_EXAMPLE_FOLDERS.intersection(folders[:1] if language_of(path) is None else _before_sources(folders)))


def _before_sources(folders: list[str]) -> list[str]:
    """Returns the folders above the sources of a part: a package below them may well be called `example`."""
    return list(takewhile(lambda each: each not in _SOURCE_FOLDERS, folders))


def is_for_users(path: str, module: str = "") -> bool:
    """Tells whether a file belongs to what users run or import: no test, tool or example.

    Args:
        path: The file.
        module: Import name of a Python file; inside a package a name such as `tasks` means no tool.
    """
    *folders, name = path.split("/")
    is_tool = name in _TOOL_FILES and "." not in module
    return not (is_test(path) or (folders and folders[0] in _ASIDE_FOLDERS) or is_tool)


def is_surface(path: str, module: str) -> bool:
    """Tells whether a Python file can hold names for users; a private module cannot."""
    return is_for_users(path, module) and not any(part.startswith("_") for part in module.split("."))


def is_foreign(path: str) -> bool:
    """Tells whether a file is somebody else's code, or material for tests or generators."""
    return bool(_FOREIGN_FOLDERS.intersection(path.split("/")[:-1]))


def is_aside(path: str) -> bool:
    """Tells whether a file of code only shows or measures what users run.

    A folder called `doc` may well be a package of Go that makes documents.
    """
    *folders, name = path.split("/")
    is_below = bool(folders) and folders[0] in _ASIDE_FOLDERS - {"doc"}
    return is_below or is_example(path) or bool(_TOOL_NAMES.search(name))


def is_own_manifest(path: str) -> bool:
    """Tells whether a manifest there declares a project of the repository: no test, example or vendored code."""
    aside = _TEST_FOLDERS | _ASIDE_FOLDERS | _FOREIGN_FOLDERS
    return not (is_test(path) or aside.intersection(path.split("/")[:-1]))


def is_guide(path: str) -> bool:
    """Tells whether a file is a document that people wrote for people; the words of a license are nobody's own."""
    return guide_kind(path) not in {"", "license"}


def guide_kind(path: str) -> str:
    """Returns the word for what a document is, or an empty string where it is none.

    The words are `readme`, `contributing`, `changelog`, `license`, `security`, `decision record`, and `page` for
    everything else below the folder of the documentation.
    """
    *folders, name = path.split("/")
    stem, ending = posixpath.splitext(name.lower())
    if ending not in _GUIDE_ENDINGS or is_test(path) or _FOREIGN_FOLDERS.intersection(folders):
        return ""
    if kind := _GUIDE_NAMES.get(stem.replace("-", "_"), ""):
        return kind
    is_page = bool(folders) and folders[0] in {"docs", "doc"} and ending not in {"", ".txt"}
    is_prose = ending in {".md", ".markdown", ".rst"}
    if is_prose and _is_decision(folders, stem, is_page=is_page):
        return "decision record"
    return "page" if is_page else ""


def _is_decision(folders: list[str], stem: str, *, is_page: bool) -> bool:
    is_listed = stem not in {"index", "template"} and bool(_DECISION_FOLDERS.intersection(folders))
    return is_listed or stem.startswith("adr-") or (is_page and bool(_NUMBERED.match(stem)))


def kind_of_file(path: str) -> str:
    """Returns the word for what a file is, used to say why a push changes no document."""
    name = path.rsplit("/", 1)[-1]
    if is_test(path):
        return "tests"
    if path.startswith(_CI_FOLDERS):
        return "continuous integration"
    if name.endswith(_DEPENDENCY_ENDINGS):
        return "locked dependencies"
    if name.lower().endswith(_DOCUMENT_ENDINGS) or path.split("/", 1)[0] in {"docs", "doc"}:
        return "documents"
    return "source files" if name.endswith(_SOURCE_ENDINGS) else "other files"
