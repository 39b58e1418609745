"""Environment variables, whatever reads them: `os`, settings classes, libraries that read the environment, options.

Comes in: the syntax tree of one file. Goes out: its `ReadVariable`s, in the order of the source.
"""

from coderipple.analysis.environment.libraries import library_readings
from coderipple.analysis.environment.option_variables import option_readings
from coderipple.analysis.environment.process_environment import process_readings
from coderipple.analysis.environment.settings_classes import settings_readings
from coderipple.analysis.environment.variables import ReadVariable
from coderipple.analysis.syntax_tree import SyntaxTree

__all__ = ["ReadVariable", "read_variables"]


def read_variables(tree: SyntaxTree) -> tuple[ReadVariable, ...]:
    """Returns the environment variables that a file reads, each once.

    Of several readings the one counts that says most of the variable, and among these the first.
    """
    every = [
        *process_readings(tree),
        *settings_readings(tree),
        *library_readings(tree),
        *option_readings(tree),
    ]
    every.sort(key=lambda each: (not each.field, not each.summary, each.default is None, each.first_line))
    first = {each.name: each for each in reversed(every)}
    return tuple(sorted(first.values(), key=lambda each: (each.first_line, each.name)))
