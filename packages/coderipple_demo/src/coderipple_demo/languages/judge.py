"""Holds reference pages against what the own tool of a language says is exported.

Comes in: pages, symbols. Goes out: `Measure`s.
"""

from collections.abc import Mapping

from coderipple.replay.report import Measure

from coderipple_demo.languages.stated import stated_in
from coderipple_demo.languages.symbols import Exported


def judge_symbols(pages: Mapping[str, str], symbols: Exported, language: str) -> tuple[Measure, Measure, Measure]:
    """Returns the coverage of symbols, the symbols that nobody exports, and the agreement of parameters.

    Args:
        pages: Path to text of the reference.
        symbols: What the tool says.
        language: Name of the language.
    """
    stated: dict[tuple[str, str], list[tuple[str, tuple[str, ...] | None]]] = {}
    for text in pages.values():
        for each in stated_in(text, language):
            if "/!" not in each.module and each.module not in _HEADINGS:
                stated.setdefault((each.module, each.name), []).append((each.signature, each.parameters))
    missing = [_shown(key) for key in symbols if key not in stated]
    unknown = [f"{_shown(key)}: {stated[key][0][0]}" for key in stated if key not in symbols]
    total, wrong = 0, []
    for key, forms in symbols.items():
        if forms and key in stated:
            shown = {parameters for _, parameters in stated[key] if parameters is not None}
            total += len(forms)
            wrong += [
                f"{_shown(key)}({', '.join(form)}): {' / '.join(signature for signature, _ in stated[key])}"
                for form in sorted(forms - shown)
            ]
    return (
        _measure("coverage", len(symbols), missing),
        _measure("not exported", len(stated), unknown),
        _measure("parameters", total, wrong),
    )


_HEADINGS = {"Command line", "Environment variables"}


def _shown(key: tuple[str, str]) -> str:
    return f"{key[0]}: {key[1]}"


def _measure(name: str, total: int, failures: list[str]) -> Measure:
    return Measure(name=name, good=total - len(failures), total=total, failures=tuple(failures))
