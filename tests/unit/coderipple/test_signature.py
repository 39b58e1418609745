"""Who may send a webhook."""

import pytest
from coderipple.errors import SignatureError
from coderipple.signature import is_well_formed, sign, verify

# GitHub's own test vector.
SECRET = "It's a Secret to Everybody"
BODY = b"Hello, World!"
HEADER = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def test_the_signature_is_githubs() -> None:
    """The published example comes out."""
    assert sign(BODY, SECRET) == HEADER
    verify(BODY, HEADER, [SECRET])


def test_either_of_two_secrets_passes_while_one_is_replaced() -> None:
    """Rotation needs no moment at which deliveries fail."""
    verify(BODY, HEADER, ["the new one", SECRET])
    verify(BODY, HEADER, [SECRET, "the new one"])


@pytest.mark.parametrize(
    ("body", "secrets"),
    [
        (b"Hello, World", [SECRET]),
        (b"Hello, World!\n", [SECRET]),
        (BODY, ["another"]),
        (BODY, []),
        (BODY, [""]),
    ],
)
def test_other_bytes_or_another_secret_do_not_pass(body: bytes, secrets: list[str]) -> None:
    """One byte more is another body, and no secret is no pass."""
    with pytest.raises(SignatureError, match="does not match"):
        verify(body, HEADER, secrets)


def test_an_empty_secret_signs_nothing() -> None:
    """A deployment that forgot its secret cannot be reached by signing with nothing."""
    with pytest.raises(SignatureError):
        verify(BODY, sign(BODY, ""), [""])


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        HEADER.removeprefix("sha256="),
        HEADER.upper(),
        HEADER[:-1],
        HEADER + "0",
        HEADER[:-1] + "g",
        HEADER[:-1] + "٣",
        HEADER.replace("sha256", "sha1"),
        f"{HEADER},{HEADER}",
        " " + HEADER,
    ],
)
def test_a_malformed_header_is_refused(header: str | None) -> None:
    """Only `sha256=` and 64 hexadecimal digits is a signature."""
    assert not is_well_formed(header)
    with pytest.raises(SignatureError, match="not signed"):
        verify(BODY, header, [SECRET])


def test_no_secret_is_in_the_message() -> None:
    """What is refused says how to put it right and betrays nothing."""
    with pytest.raises(SignatureError) as caught:
        verify(b"other", HEADER, [SECRET])
    assert SECRET not in str(caught.value)
    assert HEADER not in str(caught.value)
