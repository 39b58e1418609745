"""Checks what two runs of the demo on the same commit said: the first wrote documents, the second had nothing to do.

Comes in: the paths of both runs' JSON. Goes out: a line that says what was seen, or a failed assertion.
"""

import json
import sys
from pathlib import Path

first, second = (json.loads(Path(path).read_text()) for path in sys.argv[1:])
folder = Path(first["documents_folder"])

assert first["status"] == 200, first["answer"]
assert first["documents"], first["nothing_to_do"]
for document in first["documents"]:
    assert document["reason"], document
    assert (folder / document["path"]).is_file(), document
assert len(first["answer"]["agents_invoked"]) >= 2, first["answer"]["decisions"]
assert {"documents": second["documents"], "status": second["status"]} == {"documents": [], "status": 200}, second
assert second["nothing_to_do"], second["answer"]
print(f"demo: {len(first['documents'])} documents written, then {second['nothing_to_do']}")
