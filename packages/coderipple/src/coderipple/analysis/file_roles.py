"""What a file is for, judged by its path alone.

Comes in: a path. Goes out: yes or no, or the word for a kind of file.
"""

_TEST_FOLDERS = {"tests", "test", "testing"}
_ASIDE_FOLDERS = {"docs", "doc", "examples", "example", "benchmarks", "benchmark"}
_TOOL_FILES = {"setup.py", "noxfile.py", "tasks.py", "conftest.py", "fabfile.py", "toxfile.py"}
_DOCUMENT_ENDINGS = (".md", ".rst", ".txt", ".adoc")
_CI_FOLDERS = (".github/", ".gitlab/", ".circleci/", ".ci/")
_DEPENDENCY_ENDINGS = (".lock", "requirements.txt", "package-lock.json")


def is_test(path: str) -> bool:
    """Tells whether a file belongs to the tests."""
    *folders, name = path.split("/")
    return (
        "tests" in folders
        or bool(folders and folders[0] in _TEST_FOLDERS)
        or name == "conftest.py"
        or (name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py")))
    )


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
    return "source files" if name.endswith(".py") else "other files"
