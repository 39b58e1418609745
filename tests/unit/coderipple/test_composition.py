"""What a push writes, where something is refused that other sections lead to."""

from dataclasses import replace

from coderipple.composition import Composition, PushFacts, compose
from coderipple.config import Config, get_config
from coderipple.documents import Manifest
from coderipple.facts import Facts, Variable
from coderipple.references import Vocabulary
from coderipple.values import History
from fakes.documents import FakeDocumentStore
from fakes.facts import evidence, facts_of, project
from fakes.phraser import FakePhraser

CONFIG = get_config({})
FACTS = replace(facts_of({"m.py": "A = 1\n", "pyproject.toml": ""}), projects=(project("p"),))
HUGE = "x" * 1_000_001


def composed(facts: Facts, config: Config = CONFIG, phraser: FakePhraser | None = None) -> Composition:
    """Composes the first documents of a repository."""
    before = facts_of({})
    push_facts = PushFacts(
        before=before,
        after=facts,
        changes=(),
        history=History(),
        earlier=Vocabulary(before),
        vocabulary=Vocabulary(facts),
    )
    return compose(push_facts, Manifest(), config, FakeDocumentStore(), phraser)


def variable(default: str) -> Variable:
    """Returns a variable."""
    return Variable(name="M_A", default=default, field="", summary="", evidence=evidence("m.py"))


def text(composition: Composition, path: str) -> str:
    """Returns a document."""
    return (composition.merged.files[path] or b"").decode()


def test_nothing_leads_to_a_document_that_was_refused() -> None:
    """The list of pages lacks its line, and what is said beside the link stays."""
    written = replace(FACTS, modules=(), variables=(variable("1"),))
    assert "system/interfaces.md" in text(composed(written), "README.md")
    assert "([where each is read](system/interfaces.md))" in text(composed(written), "getting_started.md")
    refused = composed(replace(written, variables=(variable(HUGE),)))
    assert [each.section_id for each, *_ in refused.gated.refused] == ["interfaces/!environment"]
    assert "interfaces" not in text(refused, "README.md")
    assert "## Configure\n\n- `M_A`\n" in text(refused, "getting_started.md")


def test_nothing_leads_to_a_page_that_is_switched_off() -> None:
    """Nor is anything refused because it would."""
    found = composed(replace(FACTS, variables=(variable("1"),)), CONFIG._replace(pages_off=("interfaces",)))
    assert found.gated.refused == ()
    assert "- `M_A`\n" in text(found, "getting_started.md")


def test_a_document_that_loses_all_it_says_is_led_to_by_nothing() -> None:
    """Neither by the list of pages: that too is put together again."""
    facts = replace(FACTS, modules=(), projects=(), variables=(variable(HUGE),), paths=frozenset({"m.py"}))
    config = CONFIG._replace(enabled_agents=("tourist_guide", "building_inspector"))
    found = composed(facts, config)
    for path, content in found.merged.files.items():
        assert b"interfaces.md" not in (content or b""), path


def test_a_model_is_asked_once_however_often_it_is_put_together() -> None:
    """Its sentences cost more than everything else."""
    phraser = FakePhraser("")
    composed(replace(FACTS, modules=(), variables=(variable(HUGE),)), phraser=phraser)
    asked = [each.section_id for each in phraser.sections]
    assert len(asked) == len(set(asked)) > 1
