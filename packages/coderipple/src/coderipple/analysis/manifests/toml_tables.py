"""TOML, read in bounded time.

Comes in: text. Goes out: its tables.
"""

import re
import tomllib
from typing import Any

# tomllib takes quadratic time for a key of many parts. The look-behind lets a match begin only where a key can, and
# what a part took it does not give back, so that this pattern itself takes linear time.
_LONG_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""")


def toml_tables(text: str) -> dict[str, Any]:
    """Returns the tables of a TOML document.

    Raises:
        ValueError: It is none, or a key has more than 32 parts.
    """
    if _LONG_KEY.search(text):
        message = "a key of more than 32 parts; no manifest has one"
        raise ValueError(message)
    return tomllib.loads(text)
