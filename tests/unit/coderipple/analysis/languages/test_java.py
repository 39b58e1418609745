"""Java: what a package is called."""

from fakes.facts import facts_of


def test_the_name_of_a_package_is_not_what_annotates_it() -> None:
    """Annotations are for tools."""
    files = {
        "src/org/tides/package-info.java": "/** Tides. */\n@NullMarked\n@A(b = 1)\npackage org.tides;\n",
        "src/org/tides/Table.java": "package org.tides;\n\npublic class Table {}\n",
        "src/Plain.java": "package plain;\n\npublic class Plain {}\n",
    }
    facts = facts_of(files)
    assert [each.name for each in facts.module_map] == ["org.tides", "plain"]
    assert [(each.name, each.summary) for each in facts.modules] == [("org.tides", "Tides."), ("plain", "")]
