"""Writes the tables of `docs/cost.md`.

Comes in: `docs/cost-inputs.toml`. Goes out: the page, changed between its two comments alone.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from coderipple_demo.cost import Inputs, Line, lines_per_month, lines_per_pushes, model_usd, read_inputs
from coderipple_demo.errors import CostInputError

PAGE, INPUTS = "docs/cost.md", "docs/cost-inputs.toml"
BEGIN, END = "<!-- cost: begin -->\n", "<!-- cost: end -->\n"
PUSHES = 1_000


def write_cost_page(root: Path) -> None:
    """Renews the tables of the page in `root`.

    Raises:
        CostInputError: The inputs cannot be used, or the page has no place for the tables.
    """
    page = root / PAGE
    tables = cost_tables(read_inputs((root / INPUTS).read_text(encoding="utf-8")))
    page.write_text(replace_tables(page.read_text(encoding="utf-8"), tables), encoding="utf-8")


def replace_tables(page: str, tables: str) -> str:
    """Gives the page with these tables.

    Raises:
        CostInputError: It has no place for them.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise CostInputError(key=PAGE, problem=f"lacks the lines {BEGIN.strip()} and {END.strip()}")
    return f"{before}{begin}\n{tables}\n{end}{after}"


def cost_tables(inputs: Inputs) -> str:
    """Gives the tables as Markdown."""
    pushes, month = tuple(lines_per_pushes(inputs, PUSHES)), tuple(lines_per_month(inputs))
    without, fixed = (sum(line.usd for line in lines) for lines in (pushes, month))
    usual, most = model_usd(inputs, PUSHES), model_usd(inputs, PUSHES, most=True)
    tokens = f"{inputs.push.model_tokens_in:,.0f} in, {inputs.push.model_tokens_out:,.0f} out"
    sums = (
        ("1,000 pushes", without),
        (f"and their model tokens ({tokens} a push)", usual),
        (f"or, each at its limit of {inputs.push.model_tokens_most:,.0f} tokens", most),
        ("a month without pushes", fixed),
        ("**a month of 1,000 pushes, without a model**", fixed + without),
        ("**a month of 1,000 pushes, with a model**", fixed + without + usual),
    )
    parts = (
        _table(("1,000 pushes", "a push", "USD"), _rows(pushes)),
        _table(("a month", "", "USD"), _rows(month)),
        _table(("sum", "USD"), [(name, f"{usd:.2f}") for name, usd in sums]),
    )
    return "\n".join(parts)


def _rows(lines: Sequence[Line]) -> Iterator[Sequence[str]]:
    yield from ((line.service, line.formula, f"{line.usd:.4f}") for line in lines)


def _table(headings: Sequence[str], rows: Iterator[Sequence[str]] | list[tuple[str, str]]) -> str:
    lines = [headings, [*["---"] * (len(headings) - 1), "---:"], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
