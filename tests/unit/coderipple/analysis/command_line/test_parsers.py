"""Options and commands that are added to parsers."""

import ast

import pytest
from coderipple.analysis.command_line import CommandLine, command_line, declared_commands, declared_options
from coderipple.analysis.syntax_tree import SyntaxTree, read_tree


def tree(source: str) -> SyntaxTree:
    """Returns the tree of a source."""
    return read_tree(ast.parse(source))


def read(source: str) -> CommandLine:
    """Returns what a source declares."""
    return command_line(tree(source))


def takers(source: str) -> list[tuple[str, tuple[str, ...]]]:
    """Returns which command takes which flags."""
    return [(each.command, each.flags) for each in declared_options(tree(source))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import argparse\np.add_argument("-o", "--output", help="Where. Or not.")', (("-o", "--output"), "Where.")),
        ('def add_arguments(self, parser): parser.add_argument("--x")', (("--x",), "")),
        ('parser.add_option("-q")', (("-q",), "")),
        ('import optparse\noptions = optparse.OptionParser()\noptions.add_option("-q")', (("-q",), "")),
        ('import optparse\noptions = optparse.OptionGroup(parser)\noptions.add_option("-q")', (("-q",), "")),
        ('from optparse import make_option\nX = [make_option("-q", help="Quiet.")]', (("-q",), "Quiet.")),
        ('import argparse\ng = p.add_argument_group()\ng.add_argument("--x")', (("--x",), "")),
        ('import argparse\nargparse.ArgumentParser().add_argument("--x")', (("--x",), "")),
        ('import argparse\nf = argparse.ArgumentParser()\nf.add_argument("--x")', (("--x",), "")),
        ('parser.addoption("--slow")', (("--slow",), "")),
        ('FLAG = "--x"\nparser.add_argument(FLAG)', (("--x",), "")),
        ('parser.add_argument("--x", action=argparse.BooleanOptionalAction)', (("--x", "--no-x"), "")),
        ('parser.add_argument("-x", "--xx", action=BooleanOptionalAction)', (("-x", "--xx", "--no-xx"), "")),
    ],
)
def test_an_option_is_declared(source: str, expected: tuple[tuple[str, ...], str]) -> None:
    """argparse, optparse and pytest declare options each in their way."""
    (found,) = read(source).options
    assert (found.flags, found.summary) == expected


@pytest.mark.parametrize(
    "source",
    [
        'from selenium import webdriver\noptions.add_argument("--headless")',
        'import argparse\nchrome_options.add_argument("--headless")',
        'import argparse\nopts = ChromeOptions()\nopts.add_argument("--headless")',
        'import argparse\nself.opts: O = webdriver.ChromeOptions()\nself.opts.add_argument("--headless")',
        'import argparse\nChromeOptions().add_argument("--headless")',
        'import argparse\ndef f(options): options.add_argument("--headless")',
        'import argparse\np.add_argument("file")',
        'import argparse\np.add_argument("-")',
        'import argparse\np.add_argument("--")',
        'import argparse\np.add_argument("--x", help=argparse.SUPPRESS)',
        'import argparse\np.add_argument("--x", help="==SUPPRESS==")',
        'import optparse\nparser.add_option("--x", help=optparse.SUPPRESS_HELP)',
        'print("--x")',
        "import argparse\np.add_argument(x)",
        "import argparse\np.add_argument()",
    ],
)
def test_what_declares_no_option(source: str) -> None:
    """A positional argument, a lone dash, what help hides and any other call are none."""
    assert read(source).options == ()


def test_an_option_knows_its_lines() -> None:
    """The span is that of the call."""
    (found,) = read('\nparser.add_argument(\n    "--x",\n)\n').options
    assert (found.first_line, found.last_line) == (2, 4)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("default=4", "4"),
        ("default=None", None),
        ("default=argparse.SUPPRESS", None),
        ('default="a" or b', "'a' or b"),
        ("", None),
        (f"default=[{', '.join('1' * 50)}]", "..."),
    ],
)
def test_a_default_is_source_text(given: str, expected: str | None) -> None:
    """`None` is no default, nor is what leaves the value out; one that is too long to read is elided."""
    (found,) = read(f'parser.add_argument("--x", {given})').options
    assert found.default == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('p.add_argument("--a", default=5)\np.set_defaults(a=99)', "99"),
        ('p.set_defaults(a=99)\np.add_argument("--a", default=5)', "5"),
        ('p.set_defaults(a=99)\np.add_argument("--a")', "99"),
        ('p.add_argument("-x", "--long-name", default=5)\np.set_defaults(long_name=7)', "7"),
        ('p.add_argument("--a", dest="b", default=5)\np.set_defaults(b=1, a=2)\np.set_defaults(b=3)', "3"),
        ('p.add_argument("--a", default=5)\nother = p.add_parser("x")\nother.set_defaults(a=99)', "5"),
        ('p.add_argument_group().add_argument("--a", default=5)\np.set_defaults(a=99)', "99"),
        ('p.add_argument("--a", default=list)', None),
    ],
)
def test_a_default_may_be_set_for_the_parser(source: str, expected: str | None) -> None:
    """What `set_defaults` says counts, for that parser, unless the option says another thing afterwards."""
    (found,) = read(f"import argparse\np = argparse.ArgumentParser()\n{source}").options
    assert found.default == expected


def test_help_is_shown_as_argparse_does() -> None:
    """Placeholders are filled, and a default that is another one is struck."""
    source = (
        'import argparse\np = argparse.ArgumentParser(prog="tide")\n'
        'p.add_argument("--a", default=5, type=int, help="Tries of %(prog)s (default: %(default)s, %(type)s, %(x)s)")\n'
        'p.add_argument("--b", default=5, help="Tries (default: 3)")\n'
    )
    assert [each.summary for each in read(source).options] == ["Tries of tide (default: 5, int)", "Tries"]


def test_the_parser_says_how_its_options_begin() -> None:
    """With a dash, unless `prefix_chars` are others."""
    source = 'import argparse\np = argparse.ArgumentParser({})\np.add_argument("+x")\np.add_argument("--y")'
    assert takers(source.format("")) == [("", ("--y",))]
    assert takers(source.format('prefix_chars="+"')) == [("", ("+x",))]
    assert takers(source.format('prefix_chars="+-"')) == [("", ("+x",)), ("", ("--y",))]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('for name in names:\n p.add_argument("--" + name)', 4),
        ('for name in names:\n p.add_argument(f"--{name}-x")', 4),
        ("groups[option.group].add_argument(*option.flags, **option.given)", 3),
        ("def add(*flags): p.add_argument(*flags)\np.add_argument(*more)", 3),
        ("p.add_argument(name)", None),
        ('p.add_argument(f"{name}")', None),
        ('p.add_argument("--x")', None),
        ('p.add_argument("--" + name, help=argparse.SUPPRESS)', None),
        ("options = webdriver.Options()\noptions.add_argument(*flags)", None),
        ("class P(argparse.ArgumentParser):\n def add_argument(self, *a): self.p.add_argument(*a)", None),
    ],
)
def test_an_option_whose_spelling_is_computed_is_noticed(source: str, line: int | None) -> None:
    """The first line of the file that adds one; what may be a positional argument is none, nor is a wrapper."""
    assert read(f"import argparse\np = argparse.ArgumentParser()\n{source}").unread_line == line


COMMANDS = """\
import argparse

def add_common(parser, *, loud=True):
    parser.add_argument("--verbose")

def main():
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--shared")
    parser = argparse.ArgumentParser(description="Tides. Of harbours.")
    parser.add_argument("--version", action="version")
    commands = parser.add_subparsers()
    one = commands.add_parser("build", help="Builds. All.", parents=[common])
    one.add_argument("path", nargs="?")
    group = one.add_argument_group("more").add_mutually_exclusive_group()
    group.add_argument("--jobs", "-j")
    add_common(one)
    one = commands.add_parser("run", parents=[common], description="Runs.")
    add_common(parser=one)
    inner = one.add_subparsers()
    deep = inner.add_parser("one")
    deep.add_argument("--jobs", "-j")
    hidden = commands.add_parser("secret", help=argparse.SUPPRESS)
    hidden.add_argument("--secret")
"""


def test_an_option_belongs_to_the_command_of_its_parser() -> None:
    """A variable that is bound again, groups, nested commands, parents and helper functions are followed."""
    assert sorted(takers(COMMANDS)) == [
        ("", ("--version",)),
        ("build", ("--jobs", "-j")),
        ("build", ("--shared",)),
        ("build", ("--verbose",)),
        ("run", ("--shared",)),
        ("run", ("--verbose",)),
        ("run one", ("--jobs", "-j")),
    ]


def test_commands_and_the_program_itself() -> None:
    """A command is called as it is typed, a program after its function; one that lends its options is none."""
    found = declared_commands(tree(COMMANDS))
    assert [(each.name, each.arguments, each.summary, each.is_program) for each in found] == [
        ("main", (), "Tides.", True),
        ("build", ("[path]",), "Builds.", False),
        ("run", (), "Runs.", False),
        ("run one", (), "", False),
    ]
    assert (found[1].first_line, found[1].last_line) == (12, 12)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('def f(commands):\n p = commands.add_parser("x")\n p.add_argument("--a")', [("x", ("--a",))]),
        ('sub.add_parser("x").add_argument("--a")', [("x", ("--a",))]),
        ('for n in N:\n p = sub.add_parser(n)\n p.add_argument("--a")', [("", ("--a",))]),
        (
            (
                "class C:\n def __init__(self):\n  self.p = argparse.ArgumentParser()\n"
                '  self.s = self.p.add_subparsers()\n  self.x = self.s.add_parser("x")\n'
                ' def more(self):\n  self.x.add_argument("--a")\n  self._add(self.x)\n'
                ' def _add(self, p):\n  p.add_argument("--b")'
            ),
            [("x", ("--a",)), ("x", ("--b",))],
        ),
        (
            'def f(p): g(p)\ndef g(p): f(p); p.add_argument("--a")\nparser = argparse.ArgumentParser()\nf(parser)',
            [("", ("--a",))],
        ),
        ('with sub.add_parser("x") as p:\n p.add_argument("--a")', [("x", ("--a",))]),
        ('if (p := sub.add_parser("x")):\n p.add_argument("--a")', [("x", ("--a",))]),
    ],
)
def test_where_a_parser_comes_from(source: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """Parameters, attributes, chains and circles; a computed name is none."""
    assert takers(source) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('"path"', "path"),
        ('"path", metavar="PATH"', "PATH"),
        ('"path", nargs="?"', "[path]"),
        ('"path", nargs="*"', "[path ...]"),
        ('"path", nargs="+", metavar="FILE"', "FILE [FILE ...]"),
        ('"path", nargs=argparse.REMAINDER', "..."),
        ('"path", nargs=2', "path path"),
        ('"path", choices=["a", "b"]', "{a,b}"),
        ('"path", choices=CHOICES', "path"),
    ],
)
def test_a_positional_argument_is_shown_as_in_help(given: str, expected: str) -> None:
    """The shape is that of argparse's usage."""
    (found,) = read(f"import argparse\np = argparse.ArgumentParser()\np.add_argument({given})").commands
    assert found.arguments == (expected,)


def test_parsers_made_to_exhaust_are_read_in_linear_time() -> None:
    """Functions that hand their parser to each other in a circle, many times over, end."""
    functions = "\n".join(f"def f{n}(p):\n" + "".join(f" f{m}(p)\n" for m in range(60)) for n in range(60))
    source = f'{functions}\nparser = argparse.ArgumentParser()\nf0(parser)\nparser.add_argument("--x")'
    assert takers(source) == [("", ("--x",))]
