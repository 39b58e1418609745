"""Publishes documents, the manifest last, so that a run that is cut short is done again by the next.

Where documents are replaced one by one, the manifest also comes first and says what is about to be written: otherwise
a run that is cut short would leave texts that the next one takes for a person's.

Comes in: the files of a merge and the manifest. Goes out: nothing; the document store holds them.
"""

import re
from collections.abc import Iterable, Mapping

from coderipple.ports import DocumentStore
from coderipple.trailers import own_trailers
from coderipple.values import Action, DocumentOutcome

_MOST_LINES = 30
_LINE_LENGTH = 160
_VERBS = {Action.CREATE: "add", Action.UPDATE: "update", Action.DELETE: "remove"}


def publish(
    files: Mapping[str, bytes | None],
    *,
    manifest_path: str,
    begun: bytes,
    manifest: bytes,
    message: str,
    store: DocumentStore,
) -> None:
    """Publishes the documents.

    Args:
        files: Path inside the output folder to content; None removes a document.
        manifest_path: Path of the manifest inside the output folder.
        begun: Its content while the documents are written.
        manifest: Its content when they are.
        message: Message of the commit, where publishing is one.
        store: Where they go.
    """
    if files and not store.is_atomic:
        store.publish({manifest_path: begun})
    store.publish({**files, manifest_path: manifest}, message)


def commit_message(head: str, outcomes: Iterable[DocumentOutcome]) -> str:
    """Returns the message of a commit of documents: what it documents, which of them, and why.

    Args:
        head: The commit that is documented.
        outcomes: What happens to each document. Reasons quote code: nothing in the message may close an issue, call a
            person, or pass for a trailer.
    """
    written = [each for each in outcomes if each.action in _VERBS]
    lines = [f"- {_VERBS[each.action]} {each.path}: {each.reason}" for each in written]
    shown = [_harmless(each) for each in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(f"- and {len(lines) - _MOST_LINES} more")
    subject = f"Document {head[:12]}"
    return "\n\n".join([subject, *(["\n".join(shown)] if shown else []), own_trailers(head)]) + "\n"


def _harmless(line: str) -> str:
    """Returns a line without what hosts act on: `#12` and addresses after "fixes", `@name`."""
    plain = "".join(each if each.isprintable() else " " for each in line)
    plain = re.sub(r"#(?=\d)", "no. ", plain).replace("://", ": ")
    plain = re.sub(r"@(?=\w)", "(at) ", plain)
    return plain if len(plain) <= _LINE_LENGTH else f"{plain[: _LINE_LENGTH - 1]}…"
