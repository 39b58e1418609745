"""What a pull request says of itself: what it changes, why, and what becomes of it.

Comes in: the documents as the branch has them and as they are proposed, the commit's message. Goes out: Markdown.
What a person wrote into the description, outside of our part of it, stays.
"""

from collections.abc import Iterable, Mapping

from coderipple.adapters.github.own_commits import without_trailers
from coderipple.adapters.github.tree_changes import Files, differences
from coderipple.markup import code_block, code_span

_BEGIN, _END = "<!-- coderipple: begin -->", "<!-- coderipple: end -->"
_MOST_PATHS = 40
_MOST_REASON_CHARACTERS = 4_000
_MOST_CHARACTERS = 60_000
"""GitHub takes 65,536 characters; ours are few, so this bounds what a person wrote."""


def title(branch: str) -> str:
    """Returns the title of a new pull request; a person may change it."""
    return f"Update the documents of {branch}"


def description(former: str, *, branch: str, standing: Mapping[str, str], proposed: Files, message: str) -> str:
    """Returns the description.

    Args:
        former: What it was, or an empty string.
        branch: The branch that is documented.
        standing: Path to blob id of the documents, as that branch has them.
        proposed: The documents that differ, or more, as they are proposed.
        message: The message of the last commit.
    """
    ours = "\n".join((_BEGIN, *_ours(branch, standing, differences(standing, proposed), message), _END))
    before, begin, rest = former.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        before, after = (f"{former.rstrip()}\n\n" if former.strip() else ""), ""
    room = _MOST_CHARACTERS - len(ours)
    before = before[:room]
    return f"{before}{ours}{after[: room - len(before)]}"


def _ours(branch: str, standing: Mapping[str, str], differing: Files, message: str) -> Iterable[str]:
    yield f"This makes the documents true of {code_span(branch)}."
    yield ""
    yield "| document | what happens |"
    yield "| --- | --- |"
    for path in sorted(differing)[:_MOST_PATHS]:
        yield f"| {code_span(path).replace('|', '\\|')} | {_what_happens(path, standing, differing)} |"
    if len(differing) > _MOST_PATHS:
        yield f"| {len(differing) - _MOST_PATHS} more | see the changed files |"
    reason = without_trailers(message).replace(_BEGIN, "").replace(_END, "")[:_MOST_REASON_CHARACTERS]
    if reason:
        # A block of code: the message quotes commits, whose mentions and links shall not come alive here.
        yield from ("", "What the last run says:", "", code_block(reason, "text"))
    yield ""
    yield (
        f"Every push to {code_span(branch)} updates this pull request. Commits that somebody adds to it stay. "
        "When it is merged or closed, the next push with something to say opens another."
    )


def _what_happens(path: str, standing: Mapping[str, str], differing: Files) -> str:
    if differing[path] is None:
        return "removed"
    return "updated" if path in standing else "created"
