"""The least version that a specifier admits, as far as a difference of two of them needs it.

Comes in: specifiers as manifests spell them. Goes out: the first component of the least version.
"""

import re

from packaging.specifiers import InvalidSpecifier, SpecifierSet

_LOWER = frozenset({">=", ">", "==", "~=", "==="})
_PLAIN = re.compile(r"(?:\^|~>?|>=?|==?)?\s*v?(\d{1,9})(?:[.\s,*+-]|$)")


def is_major_change(before: str, after: str, *, ecosystem: str) -> bool:
    """Tells whether the first component of the least version differs; one without a lower bound tells nothing.

    Args:
        before: The earlier specifier.
        after: The later specifier.
        ecosystem: Whose spelling they have, see `Project`.
    """
    old, new = (least_major(each, ecosystem=ecosystem) for each in (before, after))
    return old is not None and new is not None and old != new


def least_major(specifier: str, *, ecosystem: str) -> int | None:
    """Returns the first release component of the least version, None where there is no lower bound."""
    if ecosystem == "python":
        try:
            bounds = [_leading(each.version) for each in SpecifierSet(specifier) if each.operator in _LOWER]
        except (InvalidSpecifier, ValueError):
            return _leading(specifier)  # Poetry's own spelling
        return max((each for each in bounds if each is not None), default=None)
    return _leading(specifier)


def _leading(specifier: str) -> int | None:
    found = _PLAIN.match(specifier.strip())
    return int(found.group(1)) if found else None
