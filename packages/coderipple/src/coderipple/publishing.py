"""Publishes documents, the manifest last, so that a run that is cut short is done again by the next.

Comes in: the files of a merge and the manifest. Goes out: nothing; the document store holds them.
"""

from collections.abc import Mapping

from coderipple.ports import DocumentStore


def publish(files: Mapping[str, bytes | None], *, manifest_path: str, manifest: bytes, store: DocumentStore) -> None:
    """Publishes the documents.

    Args:
        files: Path inside the output folder to content; None removes a document.
        manifest_path: Path of the manifest inside the output folder.
        manifest: Its content.
        store: Where they go.
    """
    store.publish({**files, manifest_path: manifest})
