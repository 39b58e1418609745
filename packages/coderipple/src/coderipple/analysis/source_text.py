"""The text of a Python file, in the lines that the language counts.

Comes in: the bytes of a file. Goes out: its lines.
"""

import io
import tokenize


def source_lines(source: bytes) -> list[str]:
    """Returns the lines of a file, decoded as it declares; a form feed ends none.

    Raises:
        SyntaxError: The file declares an encoding that does not exist.
        UnicodeDecodeError: Its bytes are not in the encoding that it declares.
    """
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    text = source.decode(encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
