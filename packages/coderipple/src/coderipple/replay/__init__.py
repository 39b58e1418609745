"""Replays a history push by push and judges what comes out, by means that share no code with the analysis.

Comes in: a repository and a range of its commits. Goes out: a `Report`, and the tables in which people read it.
"""

from coderipple.replay.pushes import read_pushes
from coderipple.replay.report import Report
from coderipple.replay.run import STEPS_AFTER_PUSHES, Question, replay
from coderipple.replay.table import markdown_head, markdown_row, terminal_table

__all__ = [
    "STEPS_AFTER_PUSHES",
    "Question",
    "Report",
    "markdown_head",
    "markdown_row",
    "read_pushes",
    "replay",
    "terminal_table",
]
