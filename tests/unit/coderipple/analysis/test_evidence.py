"""Where a fact stands."""

from coderipple.analysis.evidence import make_evidence
from coderipple.facts import Evidence

SPAN = Evidence(path="other", first_line=3, last_line=5, blob_id="other")


def test_the_digest_is_that_of_what_is_stated() -> None:
    """Neither place nor path nor blob changes it, and two texts are never taken for one."""
    found = make_evidence(SPAN, "m.py", {"m.py": "b"}, "f", "f(x)", None)
    assert (found.path, found.first_line, found.last_line, found.blob_id, found.symbol) == ("m.py", 3, 5, "b", "f")
    assert found.digest == make_evidence(SPAN, "n.py", {"n.py": "c"}, "g", "f(x)", None).digest
    assert found.digest != make_evidence(SPAN, "m.py", {"m.py": "b"}, "f", "f(x", ")").digest
    assert len(found.digest) == 12
