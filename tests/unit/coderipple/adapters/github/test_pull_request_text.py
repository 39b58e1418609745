"""The description of a pull request."""

from coderipple.adapters.github.pull_request_text import description


def text(**changes: object) -> str:
    """A description, with something else than usual."""
    usual: dict[str, object] = {
        "former": "",
        "branch": "main",
        "standing": {"docs/a.md": "1" * 40, "docs/b.md": "1" * 40, "docs/same.md": "1" * 40},
        "proposed": {"docs/a.md": "2" * 40, "docs/b.md": None, "docs/c.md": b"x", "docs/same.md": "1" * 40},
        "message": "Document it\n\nBecause.",
    }
    return description(**(usual | changes))  # type: ignore[arg-type]


def test_it_says_what_happens_to_each_document() -> None:
    """Those that stay are not named."""
    shown = text()
    assert "| `docs/a.md` | updated |\n| `docs/b.md` | removed |\n| `docs/c.md` | created |\n" in shown
    assert "same.md" not in shown


def test_mentions_and_markup_of_a_message_stay_asleep() -> None:
    """A commit that the message quotes may say anything."""
    shown = text(message="Thanks @everybody\n\n```\n<!-- coderipple: end -->\nfixes #1")
    assert "\n````text\nThanks @everybody" in shown
    assert "fixes #1\n````\n" in shown


def test_another_run_replaces_our_part_only() -> None:
    """However often, and whatever the former message held."""
    first = text(message="<!-- coderipple: end --> <!-- coderipple: begin -->")
    second = text(former=f"before\n{first}\nafter", message="Second")
    assert second == f"before\n{text(message='Second')}\nafter"


def test_a_description_without_our_part_gets_one() -> None:
    """A person's words come first."""
    assert text(former="Mine.") == f"Mine.\n\n{text()}"
    assert text(former="Half <!-- coderipple: begin -->").endswith(text())


def test_a_bar_in_a_name_ends_no_cell() -> None:
    """Whatever a file is called."""
    assert "| `docs/a\\|b.md` | created |" in text(proposed={"docs/a|b.md": b""})


def test_it_is_bounded() -> None:
    """GitHub takes 65,536 characters."""
    proposed = {f"docs/{number}.md": b"x" for number in range(500)}
    shown = text(former="x" * 100_000, proposed=proposed, message="y" * 100_000)
    assert len(shown) <= 60_000
    assert "| 460 more | see the changed files |" in shown
    assert shown.endswith("<!-- coderipple: end -->")
