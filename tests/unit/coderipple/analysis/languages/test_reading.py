"""Files that hold no interface that a person reads."""

import pytest
from coderipple.analysis.file_facts import FileFacts
from coderipple.analysis.languages import language_of, read_source
from coderipple.analysis.languages.files import OtherLanguages
from coderipple.analysis.languages.language import Language
from coderipple.analysis.languages.reading import MissingGrammar
from coderipple.analysis.python_source import SourceProblem
from coderipple.analysis.unwritten import Unwritten

ALL_WRITTEN = Unwritten((), lambda path: b"")


def go() -> Language:
    """Returns a language."""
    language = language_of("a.go")
    assert language is not None
    return language


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"// " + b"x" * 30_000, "a line of more than"),
        (b"// x\n" * 200_000, "1000000 bytes"),
        ((b"var x = 1; " * 50 + b"\n") * 20, "lines of more than 300 bytes in the mean"),
    ],
)
def test_what_nobody_wrote_is_not_read(content: bytes, reason: str) -> None:
    """A minified bundle or a table is named with the reason."""
    problem = read_source(content, go(), ".go")
    assert isinstance(problem, SourceProblem)
    assert problem.reason.startswith(reason)


def test_deep_nesting_is_read() -> None:
    """Nothing recurses into a file."""
    source = b"package p\nvar x = " + (b"(" * 100 + b"\n") * 50 + b")" * 5000
    assert not isinstance(read_source(source, go(), ".go"), SourceProblem)


def test_a_missing_grammar_says_which_extra_brings_it() -> None:
    """Once a language, however many files it has."""
    content = {"1": b"package p\n", "2": b"package p\n"}
    language = Language(**{name: getattr(go(), name) for name in Language.__slots__} | {"grammars": {".go": "gone.f"}})
    with pytest.raises(MissingGrammar):
        read_source(content["1"], language, ".go")
    others = OtherLanguages(FileFacts(content.__getitem__), language_of=lambda path: language)
    found = others.read({"a.go": "1", "b.go": "2"}, {}, (), ALL_WRITTEN)
    assert found.problems == ["2 files of Go are not read: pip install 'coderipple[go]' brings what reads them"]


def test_a_file_that_cannot_be_read_now_keeps_what_it_said() -> None:
    """A slip must not take a module out of the documents."""
    content = {"good": b"package p\n\nfunc A() {}\n", "bad": b"//" + b"x" * 30_000}
    others = OtherLanguages(FileFacts(content.__getitem__))
    found = others.read({"a.go": "bad", "new.go": "bad"}, {"a.go": "good"}, (), ALL_WRITTEN)
    assert found.stale == {"a.go": "good"}
    assert found.unread == ["new.go"]
    assert [each.name for module in found.offered() for each, _ in module.definitions] == ["A"]


@pytest.mark.parametrize("path", ["vendor/x/a.go", "web/node_modules/a.go", "p/testdata/a.go"])
def test_code_of_others_is_left_alone(path: str) -> None:
    """It is neither read nor reported."""
    found = OtherLanguages(FileFacts({}.__getitem__)).read({path: "1"}, {}, (), ALL_WRITTEN)
    assert (found.by_language, found.problems) == ({}, [])
