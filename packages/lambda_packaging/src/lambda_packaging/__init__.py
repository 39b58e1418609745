"""Builds AWS Lambda layers and functions from a lock, runs them in the real runtime interface, measures them.

Comes in: the table `[tool.lambda-packaging]` of a project's pyproject.toml. Goes out: archives and a
manifest in `dist/`, byte for byte the same wherever they are built.
"""

__version__ = "0.1.0"
