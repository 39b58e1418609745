"""The first sentence of what a person wrote."""

import pytest
from coderipple.analysis.docstrings import first_sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ""),
        ("", ""),
        ("  \n ", ""),
        ("Tells tides.", "Tells tides."),
        ("Tells tides. And more.", "Tells tides."),
        ("Tells tides\n\nAnd more.", "Tells tides"),
        ("Tells\n    tides. And", "Tells tides."),
        ("Version 1.2 tells tides. Yes.", "Version 1.2 tells tides."),
        ("Tells tides, e.g. Hull. Yes.", "Tells tides, e.g. Hull."),
        ("Tells tides etc. and more. Yes.", "Tells tides etc. and more."),
        ("Really? Yes.", "Really?"),
        ("See :class:`~tides.Table` now.", "See `tides.Table` now."),
        ("See :py:func:`high water <tides.high>`.", "See high water."),
        ("See :ref:`high_water` and :doc:`the guide </guide>`.", "See high water and the guide."),
        ("A `tide table <https://tides.example>`_ of `Hull`_ in ``a_b``.", "A tide table of Hull in `a_b`."),
        (r"Is :math:`\sigma_k(n)`, with `\alpha` of `a_b`.", r"Is \sigma_k(n), with \alpha of `a_b`."),
        (".. _tides-of-hull:\n\nTells tides.", "Tells tides."),
        ("Uses ``a b``.", "Uses `a b`."),
    ],
)
def test_the_first_sentence(text: str | None, expected: str) -> None:
    """One sentence of the first paragraph, on one line, with Sphinx's markup as plain code spans."""
    assert first_sentence(text) == expected


def test_a_docstring_without_end_is_cut() -> None:
    """However long it is, and however many marks it has that begin something, a sentence stays one that is read."""
    for text in ("word " * 50_000, ":" * 500_000, "a_" * 500_000):
        assert len(first_sentence(text)) <= 302
    assert first_sentence("word " * 100).endswith(" …")
