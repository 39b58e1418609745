"""Facts of a few files, read as the pipeline reads them."""

from collections.abc import Mapping

from coderipple.analysis import FactsReader
from coderipple.facts import Facts


def facts_of(files: Mapping[str, str | bytes]) -> Facts:
    """Returns what is true of files; a path stands for its own blob id."""
    contents = {path: each.encode() if isinstance(each, str) else each for path, each in files.items()}
    return FactsReader(contents.__getitem__).read({path: path for path in contents})
