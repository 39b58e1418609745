"""Names that belong to no project: whoever writes `SELECT` or `Content-Type` speaks of SQL and HTTP, not of the code.

They are registered words, listed here, or have a form that no name of a program has. What could as well be a name of
the code is not among them.
"""

import re
from encodings.aliases import aliases

_METHODS = "CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE"
_HEADERS = """
Accept Accept-Charset Accept-Encoding Accept-Language Accept-Ranges Age Allow Authorization Cache-Control Connection
Content-Disposition Content-Encoding Content-Language Content-Length Content-Location Content-Range
Content-Security-Policy Content-Type Cookie Date ETag Expect Expires Forwarded Host If-Match If-Modified-Since
If-None-Match If-Range If-Unmodified-Since Keep-Alive Last-Modified Link Location Max-Forwards Origin Pragma
Proxy-Authenticate Proxy-Authorization Range Referer Referrer-Policy Retry-After Server Set-Cookie
Strict-Transport-Security Trailer Transfer-Encoding Upgrade User-Agent Vary Via WWW-Authenticate Warning
X-Content-Type-Options X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Frame-Options X-Requested-With
"""
_COOKIES = "Domain HttpOnly Lax Max-Age None Partitioned Path SameSite Secure Strict"
_SQL = """
ALTER AND AS ASC BEGIN BETWEEN BLOB BY CASCADE COMMIT CREATE DESC DISTINCT DROP EXISTS FROM GROUP HAVING IN INDEX INNER
INSERT INTEGER INTO JOIN KEY LEFT LIKE LIMIT NOT NULL OFFSET ON OR ORDER OUTER PRIMARY REAL REPLACE ROLLBACK SELECT SET
TABLE TEXT TRANSACTION TRIGGER UNION UNIQUE UPDATE UPSERT VALUES VIEW WHERE
"""
_FORMATS = "CSV HTML HTTP HTTPS JSON JSONL PDF SQL SSH SSL TCP TLS TOML TSV UDP URI URL UTC UUID WSGI ASGI XML YAML ZIP"
_WORDS = frozenset(f"{_METHODS} {_HEADERS} {_COOKIES} {_SQL} {_FORMATS}".split())
_MEDIA_TYPE = re.compile(r"(?:application|audio|font|image|message|multipart|text|video)/[a-z0-9][a-z0-9.+-]*+")
_LETTER = re.compile(r"[^\W_]")


def is_foreign(text: str) -> bool:
    """Tells whether a text is a word of another domain, several such words, or has no letter or digit at all."""
    if not _LETTER.search(text):
        return bool(text.strip()) and len(text) <= 3
    words = text.split()
    return len(text) <= 80 and all(_is_word(word) or (word != text and not _LETTER.search(word)) for word in words)


def _is_word(word: str) -> bool:
    return word in _WORDS or bool(_MEDIA_TYPE.fullmatch(word)) or _is_encoding(word)


def _is_encoding(word: str) -> bool:
    return "-" in word and word.lower().replace("-", "_") in _ENCODINGS


_ENCODINGS = frozenset({*aliases, *aliases.values()})
