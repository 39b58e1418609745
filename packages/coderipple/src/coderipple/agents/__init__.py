"""The three roles: each turns decisions into drafted sections, from facts alone.

Comes in: the decisions of the role and what they are about. Goes out: `Section`s.
"""

from coderipple.agents import building_inspector, historian, tourist_guide

__all__ = ["building_inspector", "historian", "tourist_guide"]
