"""How the webhook's secrets are read, kept and renewed."""

from dataclasses import dataclass, field

import pytest
from coderipple.errors import CodeRippleError, ConfigurationError, SecretStoreError
from coderipple.secrets import KEPT_SECONDS, PAUSE_SECONDS, RENEWAL_SECONDS, StoredSecrets, parse_secrets


@dataclass
class FakeReader:
    """A secret's text, how often it was read, and the time."""

    text: str = "hush"
    error: CodeRippleError | None = None
    reads: int = 0
    now: float = 1000.0
    store: StoredSecrets = field(init=False)

    def __post_init__(self) -> None:
        self.store = StoredSecrets(self.read, lambda: self.now)

    def read(self) -> str:
        self.reads += 1
        if self.error is not None:
            raise self.error
        return self.text


def test_secrets_are_read_once_and_kept_for_five_minutes() -> None:
    """Nothing is read before somebody asks."""
    reader = FakeReader()
    assert reader.reads == 0
    assert {reader.store.current() for _ in range(9)} == {("hush",)}
    reader.text, reader.now = "hark", reader.now + KEPT_SECONDS - 1
    assert (reader.store.current(), reader.reads) == (("hush",), 1)
    reader.now += 1
    assert (reader.store.current(), reader.reads) == (("hark",), 2)


def test_a_flood_of_bad_signatures_reads_twice_a_minute() -> None:
    """Each asks whether there is a newer secret; only the first of half a minute is looked up."""
    reader = FakeReader()
    reader.store.current()
    for _ in range(600):
        reader.now += 0.1
        reader.store.current()
        reader.store.renewed()
    assert reader.reads <= 1 + 60 / RENEWAL_SECONDS


def test_a_new_secret_is_found_after_half_a_minute() -> None:
    """Long before the old one is forgotten."""
    reader = FakeReader()
    reader.store.current()
    reader.text = "hark"
    assert reader.store.renewed() == ()
    reader.now += RENEWAL_SECONDS
    assert reader.store.renewed() == reader.store.current() == ("hark",)


def test_a_failure_is_repeated_for_some_seconds_and_then_tried_again() -> None:
    """A role that may not read costs no call per request, and a passing failure no deliveries for long."""
    reader = FakeReader(error=SecretStoreError(name="arn", problem="AccessDeniedException"))
    for _ in range(9):
        with pytest.raises(SecretStoreError):
            reader.store.current()
    assert reader.reads == 1
    reader.error, reader.now = None, reader.now + PAUSE_SECONDS
    assert reader.store.current() == ("hush",)


def test_a_failed_renewal_costs_no_secret_that_still_holds() -> None:
    """Anybody can ask for one by a wrong signature; what is too old goes nevertheless."""
    reader = FakeReader()
    assert reader.store.current() == ("hush",)
    reader.error, reader.now = SecretStoreError(name="arn", problem="ThrottlingException"), reader.now + RENEWAL_SECONDS
    with pytest.raises(SecretStoreError):
        reader.store.renewed()
    assert reader.store.current() == ("hush",)
    reader.now += KEPT_SECONDS - RENEWAL_SECONDS
    with pytest.raises(SecretStoreError):
        reader.store.current()


def test_a_failure_forgets_what_was_known() -> None:
    """What may have been withdrawn is not used on."""
    reader = FakeReader()
    reader.store.current()
    reader.error, reader.now = SecretStoreError(name="arn", problem="ResourceNotFoundException"), 2000.0
    with pytest.raises(SecretStoreError):
        reader.store.current()
    with pytest.raises(SecretStoreError):
        reader.store.current()


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("hush", ("hush",)),
        ("hush\n", ("hush",)),
        ("new\nold\n\n", ("new", "old")),
        ('["new", "old"]', ("new", "old")),
        ('{"secret": "hush"}', ("hush",)),
        ('{"secrets": ["new", "old"], "user": "ada"}', ("new", "old")),
        (' {"current": "new", "previous": "old"}', ("new", "old")),
        ('{"current": "new", "previous": ""}', ("new",)),
        ("{no JSON", ("{no JSON",)),
        ('"quoted"', ('"quoted"',)),
        ("12345", ("12345",)),
    ],
)
def test_every_form_of_a_secret_is_read(text: str, secrets: tuple[str, ...]) -> None:
    """A list, an object, or plain text; where it is an object only the values that are secrets."""
    assert parse_secrets(text) == secrets


@pytest.mark.parametrize("text", ["", "\n", "[]", "{}", '{"user": "ada"}', '["hush", 7]', '{"secret": null}', "[[]]"])
def test_what_holds_no_secret_is_refused_and_not_shown(text: str) -> None:
    """The message names the setting and what was expected."""
    with pytest.raises(ConfigurationError) as caught:
        parse_secrets(text)
    assert "CODERIPPLE_WEBHOOK_SECRET_ARN" in str(caught.value)
    assert "hush" not in str(caught.value)
    assert "ada" not in str(caught.value)
