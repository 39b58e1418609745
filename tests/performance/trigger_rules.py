"""Compares trigger rules on the lines that `trigger_features.py` prints: `python trigger_rules.py FEATURES...`."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coderipple.replay.trigger import TriggerScore, score_trigger

type Rule = Callable[[dict[str, Any]], bool]

RULES: dict[str, Rule] = {
    "always": lambda _: True,
    "the pages beside the reference": lambda each: any(not key.startswith("interfaces/") for key in each["written"]),
    "A: surface, option or variable": lambda each: each["A"],
    "B: changed symbol is named": lambda each: each["B"],
    "B': it is named in code": lambda each: each["B_code"],
    "A and B": lambda each: each["A"] and each["B"],
    "A and B'": lambda each: each["A"] and each["B_code"],
    "2 of {A, B, keyword}": lambda each: each["A"] + each["B"] + each["keyword"] >= 2,
    "2 of {A, B', keyword}": lambda each: each["A"] + each["B_code"] + each["keyword"] >= 2,
}


def main() -> None:
    """Prints a table for each label."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("features", nargs="+", type=Path)
    files = parser.parse_args().features
    lines = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    for label in ("label", "label_without_changelogs"):
        sys.stdout.write(f"{label}: {len(lines)} commits\n")
        for name, rule in RULES.items():
            sys.stdout.write(f"  {name:32} {_row(score_trigger((rule(each), each[label]) for each in lines))}\n")


def _row(score: TriggerScore) -> str:
    shown = ("base_rate", "fires", "precision", "recall", "f1", "specificity")
    return "  ".join(f"{name} {getattr(score, name) or 0:.2f}" for name in shown)


if __name__ == "__main__":
    main()
