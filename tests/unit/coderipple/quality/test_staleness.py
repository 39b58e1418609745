"""References that were true once."""

from coderipple.quality import stale
from coderipple.references import Vocabulary
from fakes.facts import facts_of

EARLIER = Vocabulary(facts_of({"tides.py": "def high(harbour): ...\ndef low(): ...\n", "old.py": ""}))
NOW = Vocabulary(facts_of({"tides.py": "def low(): ...\n"}))


def test_what_is_gone_is_stale() -> None:
    """Names, signatures and links that held; what holds still, or never did, is not."""
    text = "`high` and `high(harbour)`, `low`, `never`, [old](../old.py), again `high`."
    assert [each.text for each in stale(text, EARLIER, NOW, document="docs/a.md")] == [
        "high",
        "high(harbour)",
        "../old.py",
    ]
    assert stale(text, NOW, NOW) == ()
