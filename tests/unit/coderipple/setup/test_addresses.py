"""Addresses of the function and of GitHub."""

import pytest
from coderipple.errors import ConfigurationError
from coderipple.setup.addresses import checked_url, health_url, host_of, shown_url, web_address


@pytest.mark.parametrize(
    "url", ["https://f.example/prod/webhook", "https://f.example", "http://127.0.0.1:9000/webhook"]
)
def test_an_address_of_a_function(url: str) -> None:
    """It is https, or this very machine."""
    assert checked_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://f.example/webhook",
        "f.example/webhook",
        "https://",
        "https://f.example/webhook?key=1",
        "https://f.example/#x",
        "https://f.example/a b",
        "https://f.exämple/",
        "file:///etc/passwd",
        "https://[::1",
        "https://f.example:https/",
        "https://f.example:99999/",
        "",
    ],
)
def test_what_is_no_address_of_a_function(url: str) -> None:
    """The message names the value and what is expected."""
    with pytest.raises(ConfigurationError, match=r"--url is .*expected https://HOST/PATH"):
        checked_url(url)


def test_a_password_in_an_address_is_not_repeated() -> None:
    """Neither in the refusal nor where other people's hooks are shown."""
    with pytest.raises(ConfigurationError) as caught:
        checked_url("https://ada:hunter2@f.example/")
    assert "hunter2" not in str(caught.value)
    assert shown_url("https://ada:hunter2@f.example/x?token=hunter2#hunter2") == "https://f.example/x?…"


def test_hosts_are_compared_without_case_and_names() -> None:
    """The port counts, who logs in does not."""
    assert host_of("https://a@F.Example:8443/x") == "f.example:8443"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://f.example/prod/webhook", "https://f.example/prod/health"),
        ("https://f.example/prod/", "https://f.example/prod/health"),
        ("https://f.example", "https://f.example/health"),
    ],
)
def test_the_health_check_is_beside_the_webhook(url: str, expected: str) -> None:
    """A stage's prefix stays."""
    assert health_url(url) == expected


@pytest.mark.parametrize(
    ("api", "web"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://git.example/api/v3", "https://git.example"),
        ("https://api.octo.ghe.com", "https://octo.ghe.com"),
    ],
)
def test_the_pages_of_a_host(api: str, web: str) -> None:
    """github.com, an Enterprise Server, and a host of its own in GitHub's cloud."""
    assert web_address(api) == web
