"""Imports the agents' library from one layer and tells what that cost: `import_probe.py FOLDER`.

A program of its own: run it with `-S -I -B`, so that the interpreter has nothing but the layer and, as in Lambda's
read-only `/opt`, leaves no bytecode behind.
"""

import importlib
import json
import sys
import time
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any

compiled: list[str] = []
source_to_code = SourceFileLoader.source_to_code


def counting(self: SourceFileLoader, data: Any, path: Any, **options: Any) -> CodeType:
    """Does what it stands for, and remembers that it was asked."""
    compiled.append(path)
    return source_to_code(self, data, path, **options)


SourceFileLoader.source_to_code = counting  # type: ignore[assignment,method-assign]
sys.path.append(sys.argv[1])
started = time.process_time()
importlib.import_module("strands")
importlib.import_module("strands.models").BedrockModel  # noqa: B018  # a lazy name: asking for it imports it
cpu_seconds = time.process_time() - started
of_the_layer = [path for path in compiled if path.startswith(sys.argv[1])]
json.dump({"cpu_seconds": cpu_seconds, "compiled": len(of_the_layer)}, sys.stdout)
