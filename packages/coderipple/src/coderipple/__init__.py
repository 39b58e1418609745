"""CodeRipple keeps a repository's documentation true while its code changes."""

__version__ = "0.1.0"  # a literal: importlib.metadata.version would double the acknowledging path's start
