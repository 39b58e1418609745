"""The exceptions that a caller can meet."""

from fakes.facts import facts_of

ERRORS = """
class TideError(Exception):
    'Something about tides.'

class LowError(TideError):
    def __init__(self, depth):
        super().__init__(f"only {depth} metres")

class _Hidden(TideError): ...
class Foreign(requests.RequestException): ...
class Circle(Circle): ...
class Plain(Base): ...
class Base: ...
"""
CODE = """
from tides.errors import TideError

def high(x):
    if not x:
        raise TideError("no harbour")
    if x > 1:
        raise TideError("no " "harbour")
    raise ValueError(f"{x} is no harbour")

def low():
    raise ValueError("short") from None
"""


def test_public_exceptions_with_what_they_say() -> None:
    """Those that derive from an exception, near or far, each message once; those of the language are nobody's own."""
    test = CODE + "raise X('y z')"
    files = {"tides/__init__.py": "", "tides/errors.py": ERRORS, "tides/code.py": CODE, "tests/t.py": test}
    errors = facts_of(files).errors
    assert [(each.module, each.name, [message.text for message in each.messages]) for each in errors] == [
        ("tides.errors", "Foreign", []),
        ("tides.errors", "LowError", ["only … metres"]),
        ("tides.errors", "TideError", ["no harbour"]),
    ]
    assert errors[2].summary == "Something about tides."
    assert (errors[2].messages[0].evidence.path, errors[2].messages[0].evidence.first_line) == ("tides/code.py", 6)


def test_a_class_is_at_home_in_one_module() -> None:
    """Where it is defined, or in the package that alone offers it."""
    files = {
        "p/__init__.py": "from p.a import AError\nfrom p._b import BError\n__all__ = ['AError', 'BError']\n",
        "p/a.py": "class AError(Exception): ...\n",
        "p/_b.py": "class BError(Exception): ...\n",
    }
    assert [(each.module, each.name) for each in facts_of(files).errors] == [("p", "BError"), ("p.a", "AError")]


def test_a_message_that_nobody_meets_is_none() -> None:
    """What a constructor or `__str__` of the class, or of one above it, turns into something else."""
    code = """
class Plain(Exception): ...
class Made(Plain):
    def __init__(self, name):
        super().__init__(f"no {name} at all")
class Below(Made):
    def __init__(self):
        super().__init__("given to Made")
class Spoken(Plain):
    def __str__(self): return "always this"
class Quiet(Spoken): ...
def f():
    raise Plain("said")
    raise Plain("after the end")
def g(): raise Plain("first", "second")
def h(): raise Made("alice")
def i(): raise Below("bob")
def j(): raise Spoken("unheard")
def k(): raise Quiet("unheard too")
"""
    assert {each.name: [message.text for message in each.messages] for each in facts_of({"m.py": code}).errors} == {
        "Plain": ["said"],
        "Made": ["no … at all"],
        "Below": [],
        "Spoken": [],
        "Quiet": [],
    }
