"""No source is a reason to fail."""

from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.projects import read_project
from coderipple.analysis.python_source import SourceFacts, SourceProblem, read_python
from coderipple.analysis.reasons import stated_reason
from coderipple.facts import Facts
from coderipple.quality_gate import judge
from coderipple.references import Vocabulary
from coderipple.values import Commit
from hypothesis import given, settings
from hypothesis import strategies as st

TOKENS = st.sampled_from(
    [
        *(
            "def f",
            "class A",
            "async",
            "lambda",
            "import",
            "from",
            "if",
            "try:",
            "return",
            "x",
            "add_argument",
            "__all__",
        ),
        *("(", ")", "[", "]", "}", ":", "=", ".", "*", ",", "@", "#", "'", '"""', "f'{", "\\", "\n", "\n    ", "\t"),
        *("os.environ", "'--a'", "add_argument", "__all__"),
    ]
)
SOURCES = st.lists(TOKENS, max_size=40).map(" ".join).map(str.encode)


@settings(max_examples=100)
@given(SOURCES | st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_a_source_or_a_problem(source: bytes) -> None:
    """Reading never raises, and says why where it cannot read."""
    found = read_python(source)
    assert isinstance(found, SourceFacts | SourceProblem)
    assert not isinstance(found, SourceProblem) or found.reason


@given(st.binary() | st.text(st.sampled_from(list("[]project=\"'.\n{}, 1abc"))).map(str.encode))
def test_any_bytes_are_a_manifest_or_none(content: bytes) -> None:
    """A `pyproject.toml` may hold anything."""
    read_project("pyproject.toml", "b", content)


@given(st.text())
def test_a_first_sentence_is_one_line(text: str) -> None:
    """Whatever a docstring holds, its summary fits on a line, and nothing is invented."""
    sentence = first_sentence(text)
    assert len(sentence.splitlines()) <= 1
    assert len(sentence) <= len(text)


@given(st.text())
def test_a_quotation_is_of_the_message(message: str) -> None:
    """A reason is quoted word for word or not at all."""
    found = stated_reason(Commit(commit_id="1", message=message))
    words = message.split()
    assert found is None or all(word in words for word in found.quote.split())


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    """The gate takes whatever a model says, and its score is one."""
    verdict = judge(text, Vocabulary(Facts()), document="d.md", minimum=60)
    assert 0 <= verdict.score <= 100
    assert bool(verdict.reason) is not verdict.published
