"""Real READMEs, each beside a copy that names what does not exist: the gate ranks every pair as a reader would.

The READMEs are the long descriptions of the distributions installed here, and the facts are read from their sources.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from importlib.metadata import Distribution, distributions
from itertools import islice
from pathlib import Path

import pytest
from coderipple.analysis import FactsReader
from coderipple.facts import Evidence, Facts, Project
from coderipple.quality_gate import judge
from coderipple.references import ReferenceKind, Vocabulary, code_references

LEAST_PAIRS, MOST_PAIRS = 30, 40
MOST_FILES = 400  # of a distribution; a larger one takes longer than it teaches
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore."
FALSE = "Call `flux_capacitor()` with `--warp-speed`, see [the engine](engine/warp_core.py) and `Enterprise.engage`."


def described() -> Iterator[tuple[Distribution, str]]:
    """Yields the distributions with a description and Python sources, in the order of their names."""
    for distribution in sorted(distributions(), key=lambda each: each.name.lower()):
        metadata = distribution.metadata
        text = metadata.get("Description") or (metadata.get_payload() if isinstance(metadata, Message) else "")
        sources = [path for path in distribution.files or () if path.suffix == ".py"]
        if text and 0 < len(sources) <= MOST_FILES:
            yield distribution, str(text)


def facts_of_installed(distribution: Distribution) -> Facts:
    """Returns what is true of the installed sources, with the distribution as their project."""
    files = {str(path): Path(str(path.locate())) for path in distribution.files or () if path.suffix == ".py"}
    files = {name: path for name, path in files.items() if path.is_file() and ".." not in name}
    facts = FactsReader(lambda name: files[name].read_bytes()).read({name: name for name in files})
    required = tuple(re.split(r"[^\w.-]", each, maxsplit=1)[0].lower() for each in distribution.requires or ())
    project = Project(
        name=distribution.name,
        folder="",
        runtime=distribution.metadata.get("Requires-Python", ""),
        dependencies=required,
        scripts=tuple(each.name for each in distribution.entry_points if each.group == "console_scripts"),
        installable=True,
        evidence=Evidence(path="pyproject.toml", first_line=1, last_line=1, blob_id=""),
        version=distribution.version,
    )
    return replace(facts, projects=(project,))


def mutated(text: str, vocabulary: Vocabulary) -> str:
    """Returns the text with every true reference replaced by one that is spelled like it and does not exist."""
    for reference in dict.fromkeys(code_references(text)):
        is_word = re.search(r"[A-Za-z]{3,}", reference.text)
        if reference.kind in {ReferenceKind.SPAN, ReferenceKind.WORD} and is_word:
            changed = re.sub(r"[A-Za-z]{3,}", lambda found: f"{found[0][:2]}x{found[0][2:]}", reference.text)
            if vocabulary.holds(reference, document="README.md"):
                text = re.sub(rf"(?<![\w-]){re.escape(reference.text)}(?![\w-])", lambda _, new=changed: new, text)
    return text


def score(text: str, vocabulary: Vocabulary) -> float:
    """Returns the score of a text."""
    return judge(text, vocabulary, document="README.md", minimum=60).score


def true_part(text: str, vocabulary: Vocabulary) -> str:
    """Returns the paragraphs of a README that name something, and nothing that is not in the installed sources."""
    without_blocks = re.sub(r"(?ms)^ *(`{3,}|~{3,}).*?^ *\1 *$", "", text)
    paragraphs = [each for each in re.split(r"\n\s*\n", without_blocks) if not each.startswith((" ", "\t"))]
    verdicts = {each: judge(each, vocabulary, document="README.md", minimum=60) for each in paragraphs}
    return "\n\n".join(each for each, verdict in verdicts.items() if verdict.published)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scores:
    """The scores of one distribution's texts: its README, the false copy, the part that is true of it, inventions."""

    readme: float
    copy: float
    true_part: float
    false_part: float
    invented: float


def scored() -> Iterator[tuple[str, Scores]]:
    """Yields name and scores of each distribution whose README names its code."""
    for distribution, text in described():
        vocabulary = Vocabulary(facts_of_installed(distribution))
        copy = mutated(text, vocabulary)
        part = true_part(text, vocabulary)
        if copy != text and part:
            texts = {"readme": text, "copy": copy, "true_part": part, "false_part": mutated(part, vocabulary)}
            yield (
                distribution.name,
                Scores(**{name: score(each, vocabulary) for name, each in (texts | {"invented": FALSE}).items()}),
            )


@pytest.fixture(scope="module")
def scores() -> dict[str, Scores]:
    """Scores by distribution."""
    return dict(islice(scored(), MOST_PAIRS))


def test_every_readme_ranks_above_its_false_copy(scores: dict[str, Scores]) -> None:
    """Without an exception, for at least 30 distributions."""
    assert len(scores) >= LEAST_PAIRS
    assert [name for name, each in scores.items() if each.readme <= each.copy] == []


def test_filler_ranks_between_what_is_true_and_what_is_false(scores: dict[str, Scores]) -> None:
    """The paragraphs that hold rank above text that names nothing, and it above the same paragraphs made false."""
    filler = score(LOREM, Vocabulary(Facts()))
    assert [name for name, each in scores.items() if not each.true_part > filler > each.false_part] == []
    assert {each.invented for each in scores.values()} == {0}
