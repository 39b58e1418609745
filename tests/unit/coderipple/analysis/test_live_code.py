"""What of a module can run."""

import ast

import pytest
from coderipple.analysis.live_code import keep_live


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if False:\n a()\nb()", "b()"),
        ("if 0:\n a()\nelse:\n b()", "b()"),
        ("if True:\n a()\nelse:\n b()", "a()"),
        ("while False:\n a()\nelse:\n b()", "b()"),
        ("while True:\n a()", "while True:\n    a()"),
        ("if TYPE_CHECKING:\n a()", "if TYPE_CHECKING:\n    a()"),
        ("if x:\n a()\nelif False:\n b()\nelse:\n c()", "if x:\n    a()\nelse:\n    c()"),
        ("def f():\n if x:\n  return 1\n  a()\n b()", "def f():\n    if x:\n        return 1\n    b()"),
        ("def f():\n raise E\n a()", "def f():\n    raise E"),
        ("for x in y:\n continue\n a()", "for x in y:\n    continue"),
        ("try:\n a()\nexcept E:\n raise\n b()", "try:\n    a()\nexcept E:\n    raise"),
        ("match x:\n case 1:\n  return\n  a()", "match x:\n    case 1:\n        return"),
        ("class A:\n if False:\n  def f(self): ...", "class A:\n    pass"),
        ("if False:\n if x:\n  a()", "pass"),
    ],
)
def test_what_can_never_run_is_left_out(source: str, expected: str) -> None:
    """A branch under a literal condition, and what stands after the end of a body; nothing is computed."""
    assert ast.unparse(keep_live(ast.parse(source))) == expected
