"""A push, explained."""

from coderipple.explanation import Explanation, explain_push
from coderipple.outcome import Outcome
from coderipple.values import ChangeKind, Push, Subject, SurfaceChange
from coderipple.wiring import Ports
from fakes.clock import FakeClock
from fakes.pipeline import Pipeline


def explained(pipeline: Pipeline, base: str | None) -> Explanation:
    """Explains the head of a pipeline."""
    ports = Ports(repository=pipeline.repository, documents=pipeline.documents, clock=FakeClock())
    return explain_push(Push(repository="r", head="HEAD", base=base), pipeline.config, ports)


def test_what_changed_since_a_commit() -> None:
    """As if that commit had been documented, whatever stands in the documents; nothing is written."""
    pipeline = Pipeline()
    base = pipeline.commit({"m.py": "def f(): ...\n"})
    pipeline.commit({"m.py": "def f(x): ...\n"}, "fix: ask for x")
    found = explained(pipeline, base)
    assert [each.detail for each in found.outcome.changes] == ["`f` gained `x`"]
    assert found.intents == (("fix", 1),)
    assert found.files == "only source files (1 file) changed"
    assert pipeline.documents.files == {}
    assert found.as_dict()["base"] == base
    assert found.as_dict()["intents"] == {"fix": 1}


def test_a_first_run_is_explained_without_its_history() -> None:
    """What thousands of old commits say fits on no line."""
    pipeline = Pipeline()
    pipeline.commit({"m.py": "def f(): ...\n"}, "feat: begin")
    found = explained(pipeline, None)
    assert found.intents == ()
    assert found.as_text().startswith("nothing .. ")


def test_files_are_those_that_are_documented() -> None:
    """What the repository ignores, and its documents wherever it has them, are not counted."""
    pipeline = Pipeline()
    settings = "output = 'docs/made'\nignore = ['legacy/']\n"
    base = pipeline.commit({"m.py": "def f(): ...\n", ".coderipple.toml": settings})
    pipeline.commit({"m.py": "def f(x): ...\n", "legacy/a.py": "", "docs/made/README.md": ""})
    assert explained(pipeline, base).files == "only source files (1 file) changed"


def test_a_long_list_of_changes_is_cut() -> None:
    """In the text alone."""
    changes = tuple(
        SurfaceChange(subject=Subject.SYMBOL, kind=ChangeKind.ADDED, name="n", module="m", detail=f"change {n}")
        for n in range(50)
    )
    found = Explanation(outcome=Outcome(head="h" * 40, changes=changes), files="none", intents=())
    assert "change 39\n  and 10 more; --json has all\n" in found.as_text()
    assert len(found.as_dict()["changes"]) == 50  # type: ignore[arg-type]
