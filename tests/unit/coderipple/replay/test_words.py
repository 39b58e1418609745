"""The words of a commit."""

from coderipple.replay.words import WordIndex

BLOBS = {
    "1": b"def high_water(harbour): ...\n",
    "2": b"def low_water(harbour): ...\n",
    "3": b"prose about nonsense\n",
    "4": b"\0binary",
}


class Blobs:
    """Content by id; what was read is counted."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, blob_id: str) -> bytes:
        self.read.append(blob_id)
        return BLOBS[blob_id]


def test_words_come_and_go_with_their_files() -> None:
    """Sources and paths count; what was there once is remembered."""
    index = WordIndex(Blobs(), left_out="docs")
    index.move_to({"src/tides.py": "1", "more.py": "2"})
    assert all(each in index for each in ("high_water", "harbour", "tides", "src", "low_water"))
    index.move_to({"src/tides.py": "1"})
    assert "low_water" not in index
    assert "harbour" in index
    assert "low_water" in index.ever


def test_prose_binary_files_and_the_documents_themselves_do_not_count() -> None:
    """Of prose the path alone does."""
    index = WordIndex(Blobs(), left_out="docs")
    index.move_to({"README.md": "3", "image": "4", "docs/page.py": "1"})
    assert "README" in index
    assert not any(each in index for each in ("nonsense", "binary", "high_water", "page"))


def test_only_changed_blobs_are_read() -> None:
    """Also where a file moves, or comes back."""
    blobs = Blobs()
    index = WordIndex(blobs, left_out="docs")
    for tree in ({"a.py": "1"}, {"b.py": "1", "c.py": "2"}, {}, {"a.py": "1"}):
        index.move_to(tree)
    assert blobs.read == ["1", "2"]
