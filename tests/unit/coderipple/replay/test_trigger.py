"""Whether people documented a commit, and whether we would have."""

import pytest
from coderipple.replay.trigger import (
    documented_by_people,
    documented_by_us,
    is_changelog,
    is_document,
    score_trigger,
)
from coderipple.values import Decision


@pytest.mark.parametrize("path", ["README", "README.rst", "docs/x.png", "doc/conf.py", "src/notes.md", "CHANGELOG.md"])
def test_documents_are_recognised(path: str) -> None:
    """A README, anything in the folder of documents, Markdown and reStructuredText."""
    assert is_document(path)


@pytest.mark.parametrize("path", ["src/x.py", "tests/data/x.md", "requirements.txt", "src/docs.py"])
def test_other_files_are_no_documents(path: str) -> None:
    """Data of tests neither."""
    assert not is_document(path)


def test_a_changelog_is_a_document_only_if_asked() -> None:
    """Some write it in every commit."""
    assert is_changelog("docs/changelog.rst")
    assert is_changelog("CHANGES.md")
    assert not is_changelog("docs/guide.md")
    assert documented_by_people(["x.py", "CHANGELOG.md"], with_changelogs=True)
    assert not documented_by_people(["x.py", "CHANGELOG.md"], with_changelogs=False)


def test_the_reference_and_the_records_do_not_count() -> None:
    """They follow the code in any case; a no does not count either."""

    def decision(section_id: str, *, invoked: bool = True) -> Decision:
        return Decision(role="r", invoked=invoked, reason="x", section_id=section_id)

    assert not documented_by_us([decision("interfaces/a"), decision("decisions/b"), decision("x/y", invoked=False)])
    assert documented_by_us([decision("interfaces/a"), decision("getting_started/1-install")])


def test_a_score_counts_agreement() -> None:
    """Precision, recall, F1 and specificity of two hits, a miss, a false alarm and a rightful no."""
    score = score_trigger([(True, True), (True, True), (False, True), (True, False), (False, False)])
    assert (score.commits, score.base_rate, score.fires) == (5, 0.6, 0.6)
    assert (score.precision, score.recall, score.f1, score.specificity) == (2 / 3, 2 / 3, 4 / 6, 0.5)


def test_nothing_divides_by_nothing() -> None:
    """Without commits no share is known."""
    score = score_trigger([])
    assert (score.base_rate, score.precision, score.recall, score.f1, score.specificity) == (None,) * 5
