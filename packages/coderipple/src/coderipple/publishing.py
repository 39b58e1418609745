"""Publishes documents, the manifest last, so that a run that is cut short is done again by the next.

Where documents are replaced one by one, the manifest also comes first and says what is about to be written: otherwise
a run that is cut short would leave texts that the next one takes for a person's.

Comes in: the files of a merge and the manifest. Goes out: nothing; the document store holds them.
"""

from collections.abc import Mapping

from coderipple.ports import DocumentStore


def publish(
    files: Mapping[str, bytes | None], *, manifest_path: str, begun: bytes, manifest: bytes, store: DocumentStore
) -> None:
    """Publishes the documents.

    Args:
        files: Path inside the output folder to content; None removes a document.
        manifest_path: Path of the manifest inside the output folder.
        begun: Its content while the documents are written.
        manifest: Its content when they are.
        store: Where they go.
    """
    if files and not store.is_atomic:
        store.publish({manifest_path: begun})
    store.publish({**files, manifest_path: manifest})
