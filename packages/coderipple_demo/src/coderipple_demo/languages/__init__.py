"""Judges the documents of languages beside Python by each language's own tool, on public histories.

Comes in: `docs/languages-subjects.toml`. Goes out: `docs/languages.md`. What judges imports none of the analysis.
"""
