"""What may be left out of installed distributions: one rule a kind of file, each with its reason.

Comes in: a folder of modules and what the project says about pruning. Goes out: edits, a file's new content or None
where the file goes. A rule only finds; `prune` carries out and counts. Whether a rule was right is not decided here:
the proof imports, loads and runs what is left.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name

from lambda_packaging.late_imports import find_late_imports
from lambda_packaging.project import PruneSettings
from lambda_packaging.records import read_records
from lambda_packaging.shared_object import drop_unmapped, is_shared_object

# What an installer writes for its own use: it varies from one install to the next, and no import needs it.
INSTALLER_FILES = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"})
SCRIPTS = "bin"
TEST_FOLDERS = frozenset({"test", "tests"})
C_SUFFIXES = (".a", ".c", ".cc", ".cpp", ".h", ".hh", ".hpp", ".pxd", ".pxi", ".pyx")
STUB_SUFFIX, STUB_PACKAGE = ".pyi", "-stubs"
# `importlib.metadata` reads these three, and a licence must go along with the code that it covers: it is named so, or
# lies in the folder `licenses` of PEP 639.
KEPT_METADATA = re.compile(
    r"METADATA|entry_points\.txt|top_level\.txt|.*(licen[cs]e|copying|notice|authors).*", re.IGNORECASE
)
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
METADATA_FOLDER = ".dist-info"
SERVICE_MODELS, EXAMPLES = ("botocore/data/", "boto3/data/"), "examples-1.json"

type Edit = tuple[str, bytes | None]
type Find = Callable[["PruneContext", Sequence[str]], Iterator[Edit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneContext:
    """What the rules look at.

    Attributes:
        modules: The folder with the installed distributions.
        settings: What the project says.
        elsewhere: Distributions that this folder need not hold, by the rule that leaves them out.
    """

    modules: Path
    settings: PruneSettings = field(default_factory=PruneSettings)
    elsewhere: Mapping[str, frozenset[NormalizedName]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneRule:
    """One reason to leave files out.

    Attributes:
        reason: Why nothing at run time misses them.
        find: Gives what the rule would change, among the files that it is told, as paths below `modules`.
        is_safe: Whether it takes away only what no program has a use for; the others need a proof all the more.
        is_default: Whether it is on unless the project switches it off.
    """

    name: str
    reason: str
    find: Find
    is_safe: bool = True
    is_default: bool = True

    def is_on(self, settings: PruneSettings) -> bool:
        """Says whether the project wants the rule."""
        return settings.rules.get(self.name, self.is_default)


def find_elsewhere(rule: str) -> Find:
    """Gives a search for the files of the distributions that `rule` leaves out."""
    return lambda context, _: _files_of(context.modules, context.elsewhere.get(rule, frozenset()))


def find_unused_distributions(context: PruneContext, _: Sequence[str]) -> Iterator[Edit]:
    """Finds the files of distributions that the project declares unused."""
    return _files_of(context.modules, frozenset(map(canonicalize_name, context.settings.unused_distributions)))


def find_installer_files(_: PruneContext, files: Sequence[str]) -> Iterator[Edit]:
    """Finds scripts, records, locks, and bytecode of a kind that would be stale in Lambda."""
    scripts = f"{SCRIPTS}/"
    has_scripts = f"{scripts}__init__.py" not in files  # else it is a package of that name
    for file in files:
        folder, _slash, name = file.rpartition("/")
        is_record = folder.endswith(METADATA_FOLDER) and name in INSTALLER_FILES
        is_cached = folder.endswith("__pycache__") and name.endswith(".pyc")  # elsewhere it may be all of a module
        if is_record or is_cached or (has_scripts and file.startswith(scripts)) or file == ".lock":
            yield file, None


def find_service_models(context: PruneContext, files: Sequence[str]) -> Iterator[Edit]:
    """Finds the models of AWS services that no client is declared for, and the examples of the others."""
    services = context.settings.services
    for file in files:
        folder = next((folder for folder in SERVICE_MODELS if file.startswith(folder)), None)
        if services is not None and folder:
            service, slash, rest = file.removeprefix(folder).partition("/")
            if slash and (service not in services or EXAMPLES in rest):
                yield file, None


def find_tests(context: PruneContext, files: Sequence[str]) -> Iterator[Edit]:
    """Finds what lies in a folder of tests, at any depth, unless the package itself imports from there at some time."""
    tests = [(file, folder) for file in files if (folder := _test_folder(file))]
    packages = {file.partition("/")[0] for file, _ in tests}
    sources = [file for file in files if file.partition("/")[0] in packages and not _test_folder(file)]
    imported = {_test_folder(f"{path}/") for path in find_late_imports(context.modules, sources, naming=TEST_FOLDERS)}
    return ((file, None) for file, folder in tests if folder not in imported)


def _test_folder(file: str) -> str:
    """Gives the outermost folder of tests that `file` lies in; empty if there is none."""
    folders = file.split("/")[:-1]
    found = next((index for index, folder in enumerate(folders, start=1) if folder in TEST_FOLDERS), 0)
    return "/".join(folders[:found])


def find_type_stubs(_: PruneContext, files: Sequence[str]) -> Iterator[Edit]:
    """Finds stubs, which only type checkers read."""
    for file in files:
        if file.endswith(STUB_SUFFIX) or file.partition("/")[0].endswith(STUB_PACKAGE):
            yield file, None


def find_headers(_: PruneContext, files: Sequence[str]) -> Iterator[Edit]:
    """Finds C headers and sources."""
    return ((file, None) for file in files if file.endswith(C_SUFFIXES))


def find_metadata(context: PruneContext, files: Sequence[str]) -> Iterator[Edit]:
    """Finds what no reader of installed metadata asks for: all but its fields, entry points and licences."""
    for file in files:
        folder, _slash, name = file.partition("/")
        if folder.endswith(METADATA_FOLDER) and name not in INSTALLER_FILES:
            if not KEPT_METADATA.fullmatch(name):
                yield file, None
            elif name == "METADATA":
                content = (context.modules / file).read_bytes()
                blank = BLANK_LINE.search(content)
                if blank and blank.end() < len(content):  # the long description follows the first blank line
                    yield file, content[: blank.end()]


def find_unmapped(context: PruneContext, files: Sequence[str]) -> Iterator[Edit]:
    """Finds what of shared objects the loader never maps: symbol tables, debug information, section headers."""
    for file in files:
        if is_shared_object(context.modules / file):
            content = (context.modules / file).read_bytes()
            mapped = drop_unmapped(content)
            if len(mapped) < len(content):
                yield file, mapped


def _files_of(modules: Path, names: frozenset[NormalizedName]) -> Iterator[Edit]:
    """Gives the files that the records of the distributions name, and no other distribution's record."""
    files: dict[bool, set[str]] = {True: set(), False: set()}
    for name, recorded in read_records(modules) if names else ():
        files[name in names].update(recorded)
    return ((file, None) for file in sorted(files[True] - files[False]) if (modules / file).is_file())


NOT_REQUIRED, RUNTIME_PROVIDED, UNUSED_DISTRIBUTIONS = "not-required", "runtime-provided", "unused-distributions"
INSTALLER_RULE = "installer-files"
# In this order: the first rules find files by the records that `installer-files` removes.
RULES = (
    PruneRule(
        name=NOT_REQUIRED,
        reason="locked for another layer: nothing in this one requires it, or an earlier layer has it",
        find=find_elsewhere(NOT_REQUIRED),
    ),
    PruneRule(
        name=RUNTIME_PROVIDED,
        reason="part of Lambda's own runtime",
        find=find_elsewhere(RUNTIME_PROVIDED),
    ),
    PruneRule(
        name=UNUSED_DISTRIBUTIONS,
        reason="declared unused by the project",
        is_safe=False,
        find=find_unused_distributions,
    ),
    PruneRule(
        name=INSTALLER_RULE,
        reason="written by the installer for itself",
        find=find_installer_files,
    ),
    PruneRule(
        name="service-models",
        reason="describes AWS services that no client is declared for",
        is_safe=False,
        find=find_service_models,
    ),
    PruneRule(name="tests", reason="tests of the distributions themselves", find=find_tests),
    PruneRule(name="type-stubs", reason="read by type checkers only", find=find_type_stubs),
    PruneRule(name="headers", reason="C headers and sources, for compilers only", find=find_headers),
    PruneRule(
        name="metadata",
        reason="no field, entry point or licence: descriptions, wheel tags, bills of materials",
        find=find_metadata,
    ),
    PruneRule(
        name="strip",
        reason="symbols and debug information, which the loader never maps",
        is_safe=False,
        is_default=False,
        find=find_unmapped,
    ),
)
# The installer's files differ from one install to the next: with them no layer would be reproducible.
OPTIONAL_RULES = tuple(rule.name for rule in RULES if rule.name != INSTALLER_RULE)
