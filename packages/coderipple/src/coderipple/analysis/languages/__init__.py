"""The languages beside Python: each is one module here, and read by a grammar of tree-sitter.

Comes in: the bytes of a file and its path. Goes out: `SourceFacts`, or why there are none; of all files of a language
the modules that users see.
"""

from collections.abc import Iterator
from contextlib import suppress

from coderipple.analysis.languages.go import GO
from coderipple.analysis.languages.java import JAVA
from coderipple.analysis.languages.language import Language, OfferedModule
from coderipple.analysis.languages.reading import MissingGrammar, grammar_version, read_source, read_usages
from coderipple.analysis.languages.ruby import RUBY
from coderipple.analysis.languages.rust import RUST
from coderipple.analysis.languages.typescript import TYPESCRIPT

LANGUAGES = (GO, JAVA, RUBY, RUST, TYPESCRIPT)

_BY_ENDING = {ending: each for each in LANGUAGES for ending in each.grammars}

__all__ = [
    "LANGUAGES",
    "Language",
    "MissingGrammar",
    "OfferedModule",
    "grammar_version",
    "installed_grammars",
    "language_of",
    "read_source",
    "read_usages",
]


def language_of(path: str) -> Language | None:
    """Returns the language of a file, judged by how its name ends; None for Python and whatever is no code."""
    name = path.rpartition("/")[2]
    return next((_BY_ENDING[each] for each in _endings(name) if each in _BY_ENDING), None)


def installed_grammars() -> tuple[str, ...]:
    """Returns the grammars that are installed, each with the versions that decide what it makes of a file."""
    grammars = sorted({grammar for each in LANGUAGES for grammar in each.grammars.values()})
    return tuple(_installed(grammars))


def _installed(grammars: list[str]) -> Iterator[str]:
    for each in grammars:
        with suppress(MissingGrammar):
            yield f"{each} {grammar_version(each)}"


def _endings(name: str) -> tuple[str, ...]:
    parts = name.split(".")
    return tuple("." + ".".join(parts[start:]) for start in range(1, len(parts)))
