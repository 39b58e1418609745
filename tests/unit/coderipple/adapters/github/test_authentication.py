"""How we prove to GitHub who asks."""

import json
from datetime import UTC, datetime

import httpx
import jwt
import pytest
from coderipple.adapters.github.authentication import (
    AppAuthentication,
    Credentials,
    TokenAuthentication,
    read_credentials,
)
from coderipple.errors import ConfigurationError, HostAnswerError, HostRefusedError
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.types import Options

API = "https://github.example.test/api/v3"
NOW = 1_700_000_000.0
UNTIMED: Options = {"verify_exp": False, "verify_iat": False}


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    """The App's key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def pem(key: rsa.RSAPrivateKey) -> str:
    """The key as GitHub gives it."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    ).decode()


class GitHub:
    """Mints tokens that last an hour, and answers everything else."""

    def __init__(self, prefix: str = "minted") -> None:
        self.prefix = prefix
        self.minted = 0
        self.now = NOW
        self.revoked: set[str] = set()
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if "user-agent" not in request.headers:
            return httpx.Response(403, text="Request forbidden by administrative rules.")
        if request.url.path.endswith("/repos/ada/tides/installation"):
            return httpx.Response(200, json={"id": 7})
        if request.url.path.endswith("/app/installations/7/access_tokens"):
            self.minted += 1
            expires = datetime.fromtimestamp(self.now + 3600, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            return httpx.Response(201, json={"token": f"{self.prefix}{self.minted}", "expires_at": expires})
        is_refused = request.headers["authorization"].removeprefix("Bearer ") in self.revoked
        return httpx.Response(401 if is_refused else 200)

    def client(self, pem: str, installation_id: int | None = 7) -> httpx.Client:
        credentials = Credentials(app_id="12", private_key=pem, installation_id=installation_id)
        auth = AppAuthentication(credentials, API, "ada/tides", now=lambda: self.now)
        return httpx.Client(transport=httpx.MockTransport(self), auth=auth)


def test_a_token_is_put_on() -> None:
    """As a bearer token, and shown nowhere."""
    auth = TokenAuthentication("hush")
    request = next(auth.auth_flow(httpx.Request("GET", API)))
    assert request.headers["authorization"] == "Bearer hush"
    assert "hush" not in repr(auth)


def test_a_token_is_minted_once_and_again_before_it_expires(pem: str, key: rsa.RSAPrivateKey) -> None:
    """It is used until five minutes before its end; the App shows a signed claim to get it."""
    github = GitHub()
    with github.client(pem) as client:
        client.get(f"{API}/x")
        client.get(f"{API}/x")
        github.now += 3600 - 301
        client.get(f"{API}/x")
        assert github.minted == 1
        github.now += 2
        client.get(f"{API}/x")
    assert github.minted == 2
    assert github.requests[-1].headers["authorization"] == "Bearer minted2"
    shown = github.requests[0].headers["authorization"].removeprefix("Bearer ")
    claims = jwt.decode(
        shown, key.public_key(), algorithms=["RS256"], options={"verify_exp": False, "verify_iat": False}
    )
    assert claims == {"iat": NOW - 60, "exp": NOW - 60 + 540, "iss": "12"}
    assert str(github.requests[0].url) == f"{API}/app/installations/7/access_tokens"


def test_the_installation_is_looked_up(pem: str) -> None:
    """Where the secret does not name it, once."""
    github = GitHub()
    with github.client(pem, installation_id=None) as client:
        client.get(f"{API}/x")
        github.now += 4000
        client.get(f"{API}/x")
    assert [each.url.path.rpartition("/")[2] for each in github.requests] == [
        "installation", "access_tokens", "x", "access_tokens", "x",
    ]  # fmt: skip


def test_a_token_that_is_revoked_is_replaced_once(pem: str) -> None:
    """The second refusal is the answer."""
    github = GitHub()
    github.revoked = {"minted1"}
    with github.client(pem) as client:
        assert client.get(f"{API}/x").status_code == 200
        github.revoked = {"minted2", "minted3"}
        assert client.get(f"{API}/x").status_code == 401
    assert github.minted == 3


def test_a_refusal_is_bounded_too(pem: str) -> None:
    """It is read whole before another token is asked for."""
    github = GitHub()

    def endless(request: httpx.Request) -> httpx.Response:
        answer = github(request)
        return answer if answer.is_success else httpx.Response(401, content=iter([b"x" * 1000] * 300))

    github.revoked = {"minted1"}
    auth = AppAuthentication(Credentials(app_id="12", private_key=pem, installation_id=7), API, "ada/tides")
    with httpx.Client(transport=httpx.MockTransport(endless), auth=auth) as client, pytest.raises(HostAnswerError):
        client.get(f"{API}/x")


def test_a_token_comes_in_pieces_as_over_a_connection(pem: str) -> None:
    """What mints reads the answer, and httpx once more before the flow goes on."""
    github = GitHub()

    def in_pieces(request: httpx.Request) -> httpx.Response:
        answer = github(request)
        body = answer.content
        return httpx.Response(answer.status_code, content=(body[at : at + 7] for at in range(0, len(body), 7)))

    credentials = Credentials(app_id="12", private_key=pem)
    auth = AppAuthentication(credentials, API, "ada/tides", now=lambda: github.now)
    with httpx.Client(transport=httpx.MockTransport(in_pieces), auth=auth) as client:
        assert client.get(f"{API}/x").status_code == 200
    assert github.requests[-1].headers["authorization"] == "Bearer minted1"


def test_a_token_may_be_long(pem: str) -> None:
    """Nobody promised a length."""
    github = GitHub("x" * 2000)
    with github.client(pem) as client:
        client.get(f"{API}/x")
    assert len(github.requests[-1].headers["authorization"]) > 2000


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(401), HostRefusedError),
        (httpx.Response(404), HostRefusedError),
        (httpx.Response(201, text="{"), HostAnswerError),
        (httpx.Response(201, json={"token": "", "expires_at": "now"}), HostAnswerError),
        (httpx.Response(201, json={"token": "a\nb", "expires_at": "2026-01-01T00:00:00Z"}), HostAnswerError),
        (httpx.Response(201, content=b" " * 300_000), HostAnswerError),
        (httpx.Response(201, content=iter([b" " * 1000] * 300)), HostAnswerError),
        (httpx.Response(201, content=iter([b"x"]), headers={"content-encoding": "gzip"}), HostAnswerError),
        (httpx.Response(503), httpx.RemoteProtocolError),
    ],
)
def test_a_token_that_is_not_given_is_an_error(pem: str, answer: httpx.Response, error: type[Exception]) -> None:
    """A refusal, a wrong shape, a fault of GitHub's."""
    credentials = Credentials(app_id="12", private_key=pem, installation_id=7)
    auth = AppAuthentication(credentials, API, "ada/tides")
    with httpx.Client(transport=httpx.MockTransport(lambda _: answer), auth=auth) as client, pytest.raises(error):
        client.get(f"{API}/x")


def test_a_key_that_is_none_is_named_and_not_shown() -> None:
    """The message tells what to give."""
    auth = AppAuthentication(Credentials(app_id="1", private_key="hush"), API, "ada/tides")
    with pytest.raises(ConfigurationError, match="BEGIN RSA PRIVATE KEY") as raised:
        auth.app_token()
    assert "hush" not in str(raised.value)


def test_a_secret_holds_a_token_or_an_app() -> None:
    """As JSON or bare."""
    assert read_credentials("X", " ghp_a\n") == Credentials(token="ghp_a")
    assert read_credentials("X", '{"token": "ghp_a"}') == Credentials(token="ghp_a")
    assert read_credentials("X", '{"token": "ghp_a\\n"}') == Credentials(token="ghp_a")
    app = read_credentials("X", json.dumps({"app_id": 12, "private_key": "k", "installation_id": 3}))
    assert (app.app_id, app.installation_id) == ("12", 3)
    assert "ghp_a" not in repr(Credentials(token="ghp_a"))


@pytest.mark.parametrize(
    "text",
    ["", "two hush", "{", "{}", '{"token": "hush", "app_id": "1", "private_key": "hush"}', '{"app_id": "1"}',
     '{"tokn": "hush"}', '{"token": "hu\\nsh"}', '{"token": "hush é"}', '{"token": ["hush"]}'],
)  # fmt: skip
def test_a_secret_that_holds_neither_is_refused_and_not_shown(text: str) -> None:
    """The message names the setting and the shapes."""
    with pytest.raises(
        ConfigurationError, match=r"^CODERIPPLE_X cannot be used: .*expected a token, or JSON"
    ) as raised:
        read_credentials("CODERIPPLE_X", text)
    assert "hush" not in str(raised.value)


def test_what_mints_has_a_time_limit_too(pem: str) -> None:
    """An authentication's own requests get none from the client."""
    github = GitHub()
    with github.client(pem, installation_id=None) as client:
        client.get(f"{API}/x")
    assert all(each.extensions["timeout"]["read"] == 30 for each in github.requests[:2])
