"""What one file in a language beside Python says, read as the pipeline reads it."""

from coderipple.analysis.languages import language_of, read_source
from coderipple.analysis.python_source import SourceFacts


def source_facts(path: str, source: str) -> SourceFacts:
    """Reads a file that can be read; its path tells the language."""
    language = language_of(path)
    assert language is not None
    facts = read_source(source.encode(), language, f".{path.rpartition('.')[2]}")
    assert isinstance(facts, SourceFacts)
    return facts
