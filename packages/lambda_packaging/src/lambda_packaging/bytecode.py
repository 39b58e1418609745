"""Bytecode that Lambda can use as it is.

Comes in: a source and its place in Lambda. Goes out: the content of the `.pyc` beside it.

`/opt` is read-only in Lambda, so bytecode that does not match its source is compiled again at every cold
start: 608 modules, 0.7 s. The usual bytecode records the source's time, which an archive with fixed times
falsifies. `unchecked-hash` (PEP 552) records no time and is never questioned, and with the place in Lambda instead of
the build's folder inside it is the same wherever it is made.
"""

import importlib.util
import marshal
import sys
import warnings
from pathlib import PurePosixPath
from types import CodeType

UNCHECKED_HASH = 0b01  # PEP 552: by hash, and the hash is not checked
HEADER_BYTES = 16  # magic number, flags, hash
SUFFIX, CACHE_FOLDER = ".py", "__pycache__"


def bytecode_name(source: str) -> str:
    """Gives the place of the bytecode of `source`, for example `python/a.py`."""
    folder, slash, name = source.rpartition("/")
    return f"{folder}{slash}{CACHE_FOLDER}/{name.removesuffix(SUFFIX)}.{sys.implementation.cache_tag}.pyc"


def source_name(file: str) -> str:
    """Gives the place of the source that the bytecode `file` was made from; `file` itself if it is no such bytecode."""
    folder, cached, name = file.rpartition(f"{CACHE_FOLDER}/")
    ending = f".{sys.implementation.cache_tag}.pyc"
    return f"{folder}{name.removesuffix(ending)}{SUFFIX}" if cached and name.endswith(ending) else file


def claims(source: bytes, bytecode: bytes) -> bool:
    """Says whether `bytecode` says of itself that it is never questioned and was made from `source`."""
    flags = UNCHECKED_HASH.to_bytes(4, "little")
    return bytecode.startswith(importlib.util.MAGIC_NUMBER + flags + importlib.util.source_hash(source))


def is_bytecode_of(source: bytes, bytecode: bytes) -> bool:
    """Says whether `bytecode` is whole, never questioned, and records `source` as what it was made from."""
    try:
        return claims(source, bytecode) and isinstance(marshal.loads(bytecode[HEADER_BYTES:]), CodeType)  # noqa: S302  # ours
    except (EOFError, ValueError, TypeError):
        return False


def is_python(source: bytes) -> bool:
    """Says whether `source` compiles; some wheels hold templates and sources of other versions."""
    try:
        compile_source(source, place=PurePosixPath("/"))
    except (SyntaxError, ValueError):
        return False
    return True


def compile_source(content: bytes, *, place: PurePosixPath) -> bytes:
    """Compiles a source as if it lay at `place`, with its docstrings: programs read them at run time.

    Raises:
        SyntaxError: It is not valid Python.
        ValueError: It holds a null byte.
    """
    with warnings.catch_warnings(action="ignore"):  # of old spellings, in code that is not ours
        code = compile(content, str(place), "exec", dont_inherit=True, optimize=0)
    flags = UNCHECKED_HASH.to_bytes(4, "little")
    return importlib.util.MAGIC_NUMBER + flags + importlib.util.source_hash(content) + marshal.dumps(code)
