"""What Ruby calls public, wherever the words for it stand, and what several files add to one class."""

import pytest
from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.ruby import RUBY
from coderipple.analysis.public_names import Source
from fakes.source_facts import source_facts


def names(source: str) -> list[str]:
    """Returns what a file defines, the members of its classes behind them."""
    found: list[str] = []
    for each in source_facts("lib/a.rb", source).definitions:
        found += [each.name, *(f"{each.name}.{member.name}" for member in each.members)]
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("def a; end\nprivate\ndef b; end\npublic\ndef c; end", ["A", "A.a", "A.c"]),
        ("def a; end\ndef b; end\nprivate :b", ["A", "A.a"]),
        ("private def a; end\ndef b; end", ["A", "A.b"]),
        ("def self.a; end\nprivate_class_method :a", ["A"]),
        ("B = 1\nC = 2\nprivate_constant :B", ["A", "A.C"]),
        ("class << self\ndef a; end\nprivate\ndef b; end\nend", ["A", "A.a"]),
        ("attr_reader :a, :b\nprivate :b", ["A", "A.a"]),
        ("private\nattr_reader :a\ndef self.b; end", ["A", "A.b"]),  # `private` is about methods of objects
        ("private\ndef initialize(a); end", ["A", "A.initialize"]),
        ("def a; end # :nodoc:\n# @private\ndef b; end", ["A"]),
        ("protected\ndef a; end", ["A"]),
    ],
)
def test_visibility(body: str, expected: list[str]) -> None:
    """By a word alone, by a word with names, by a word before a definition."""
    assert names(f"class A\n{body}\nend") == expected


def test_what_stands_in_no_module_is_no_interface() -> None:
    """A method at the top level is a private one of every object; a constant is everybody's."""
    assert names("def a; end\nB = 1") == ["B"]


def test_a_class_is_opened_again() -> None:
    """Two files give one class, whose first line and first comment count."""
    first = source_facts("lib/a.rb", "module A\n# One.\nclass B < C\ndef x; end\nend\nend")
    second = source_facts("lib/b.rb", "module A\nclass B\ndef x(a); end\ndef y; end\nend\nend")
    (module,) = RUBY.offered(
        [Source(path=path, name="", facts=facts) for path, facts in (("lib/a.rb", first), ("lib/b.rb", second))]
    )
    ((found, path),) = module.definitions
    assert isinstance(found, Definition)
    assert (module.name, path, found.signature, found.summary) == ("A", "lib/a.rb", "class B < C", "One.")
    assert [each.signature for each in found.members] == ["def x", "def y"]


def test_options_of_option_parser_and_thor() -> None:
    """With their short forms, their defaults and their descriptions."""
    facts = source_facts(
        "exe/a.rb",
        'require "optparse"\no.on("-v", "--[no-]verbose", "say more")\n'
        'class A < Thor\noption :dry_run, aliases: "-n", default: 1, desc: "print"\nend',
    )
    assert [(each.flags, each.summary, each.default) for each in facts.options] == [
        (("-v", "--verbose", "--no-verbose"), "say more", None),
        (("-n", "--dry-run"), "print", "1"),
    ]


def test_variables() -> None:
    """What is read, not what is written; a default where a literal stands for it."""
    facts = source_facts("lib/a.rb", 'ENV["A"] || "a"\nENV.fetch("B", 2)\nENV["C"] = "1"\nENV.key?("D")\nENV["#{e}"]')
    assert [(each.name, each.default) for each in facts.variables] == [("A", '"a"'), ("B", "2"), ("D", None)]
