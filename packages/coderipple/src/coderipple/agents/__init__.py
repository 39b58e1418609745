"""The three roles: each says what it knows of a commit, from facts alone.

Comes in: the facts at the head, the reasons that commits state. Goes out: what each role would say, as `Section`s.
"""

from coderipple.agents import building_inspector, historian, tourist_guide

__all__ = ["building_inspector", "historian", "tourist_guide"]
