"""Addresses: of the function's hook and health check, and of GitHub's pages.

Comes in: an address as an operator gives it. Goes out: an address, or a `ConfigurationError`.
"""

from urllib.parse import urljoin, urlsplit

from coderipple.errors import ConfigurationError

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def checked_url(value: str) -> str:
    """Returns the address of the function's webhook.

    Raises:
        ConfigurationError: It is not one that signed events should be sent to.
    """
    if not _is_address(value):
        raise ConfigurationError(
            setting="--url",
            value=value if "@" not in value else "(withheld, it may hold a password)",
            expected="https://HOST/PATH of the function's webhook, without a query",
        )
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # half of an IPv6 address, a port that is none
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    is_plain = value.isascii() and value.isprintable() and " " not in value
    return is_plain and is_safe and has_host and not (parts.query or parts.fragment or "@" in parts.netloc)


def shown_url(url: str) -> str:
    """Returns an address without what may be secret in it: name and password, query, fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}{'?…' if parts.query else ''}"


def host_of(url: str) -> str:
    """Returns the host of an address, lower-case, with its port."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def health_url(url: str) -> str:
    """Returns where the function that has this webhook answers health checks: beside it."""
    return urljoin(url, "health")


def web_address(api_url: str) -> str:
    """Returns the address of GitHub's pages, for the address of its API."""
    scheme, _, rest = api_url.partition("://")
    host = rest.removesuffix("/api/v3")
    return f"{scheme}://{host.removeprefix('api.')}"
