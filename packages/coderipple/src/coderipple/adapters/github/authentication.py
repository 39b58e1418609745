"""Proves to GitHub who asks: by a token, or as a GitHub App by tokens that are minted when they are used.

Comes in: credentials. Goes out: an `httpx.Auth`, which puts a token on each request that it is asked to. No token and
no key is part of a repr, a message or a log line.
"""

import time
from collections.abc import Callable, Generator, Iterator
from typing import Annotated

import httpx
import jwt
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from coderipple.adapters.github.answers import InstallationAnswer, TokenAnswer
from coderipple.adapters.github.transport import HEADERS, TIMEOUT
from coderipple.errors import ConfigurationError, HostAnswerError, HostRefusedError

_JWT_SECONDS = 540  # GitHub takes ten minutes at most
_CLOCK_SKEW_SECONDS = 60  # as GitHub advises: its clock may be behind ours
_SPARE_SECONDS = 300  # a token is not used in its last minutes: the work that begins with it must end with it
_MOST_ANSWER_BYTES = 200_000


class Credentials(BaseModel):
    """What a secret with credentials holds: a token, or the id and key of an App.

    Attributes:
        token: A fine-grained token.
        app_id: Id, or client id, of a GitHub App.
        private_key: Its key, as PEM.
        installation_id: Its installation; looked up where it is left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, hide_input_in_errors=True)

    # What does not fit into a header would be quoted by the error that says so.
    token: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[!-~]*$")] = Field(default="", repr=False)
    app_id: str = ""
    private_key: str = Field(default="", repr=False)
    installation_id: int | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> "Credentials":
        if bool(self.token) == bool(self.app_id and self.private_key):
            raise ValueError("either `token`, or `app_id` and `private_key`")
        return self


def read_credentials(setting: str, text: str) -> Credentials:
    """Returns the credentials that a secret holds: JSON, or the bare token.

    Raises:
        ConfigurationError: It holds neither; what it holds is not told.
    """
    if not text.lstrip().startswith("{"):
        text = text.strip()
        if text and text.isascii() and text.isprintable() and " " not in text:
            return Credentials(token=text)
        problem = "holds no token"
    else:
        try:
            return Credentials.model_validate_json(text)
        except ValidationError as error:
            problem = "; ".join(f"{'.'.join(map(str, each['loc']))} {each['msg']}".strip() for each in error.errors())
    raise ConfigurationError(
        setting=setting,
        value=None,
        problem=f"cannot be used: {problem}",
        expected='a token, or JSON: {"token": …}, or {"app_id": …, "private_key": …, "installation_id": …}',
    )


class TokenAuthentication(httpx.Auth):
    """Proves it by a token.

    Args:
        token: The token.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """Puts the token on a request."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class AppAuthentication(httpx.Auth):
    """Proves it as a GitHub App, by tokens of its installation on a repository.

    Args:
        credentials: Of the App.
        api_url: Base address of the API.
        full_name: `owner/name` of the repository.
        now: Returns the seconds since the epoch.
    """

    def __init__(
        self, credentials: Credentials, api_url: str, full_name: str, *, now: Callable[[], float] = time.time
    ) -> None:
        self._credentials = credentials
        self._api_url = api_url
        self._full_name = full_name
        self._now = now
        self._installation_id = credentials.installation_id
        self._token: TokenAnswer | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """Puts a token on a request; mints one where there is none that lasts, and once more where it is refused."""
        if self._token is None or self._token.expires_at.timestamp() - self._now() < _SPARE_SECONDS:
            yield from self._mint()
        response = yield self._signed(request)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            if isinstance(response.stream, httpx.SyncByteStream):  # httpx reads it when the flow goes on
                response.stream = _Bounded(response.stream, "anything with a token")
            yield from self._mint()
            yield self._signed(request)

    def app_token(self) -> str:
        """Returns a token of the App itself, which lasts some minutes.

        Raises:
            ConfigurationError: The key cannot be used.
        """
        now = int(self._now())
        claims = {
            "iat": now - _CLOCK_SKEW_SECONDS,
            "exp": now - _CLOCK_SKEW_SECONDS + _JWT_SECONDS,
            "iss": self._credentials.app_id,
        }
        try:
            return jwt.encode(claims, self._credentials.private_key, algorithm="RS256")
        except (ValueError, TypeError, jwt.PyJWTError) as error:
            raise ConfigurationError(
                setting="private_key of the GitHub App",
                value=None,
                problem="cannot be used",
                expected="the key as GitHub gives it, beginning with a line BEGIN RSA PRIVATE KEY",
            ) from error

    def _signed(self, request: httpx.Request) -> httpx.Request:
        token = self._token.token if self._token else ""
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    def _mint(self) -> Generator[httpx.Request, httpx.Response]:
        if self._installation_id is None:
            response = yield self._as_app("GET", f"/repos/{self._full_name}/installation")
            self._installation_id = _read(response, InstallationAnswer, "the App's installation").id
        response = yield self._as_app("POST", f"/app/installations/{self._installation_id}/access_tokens")
        self._token = _read(response, TokenAnswer, "a token of the App's installation")

    def _as_app(self, method: str, path: str) -> httpx.Request:
        # httpx gives what an authentication asks for neither the client's headers, without which GitHub refuses it,
        # nor its time-outs.
        headers = HEADERS | {"Authorization": f"Bearer {self.app_token()}", "Accept-Encoding": "identity"}
        timeout = {"timeout": TIMEOUT.as_dict()}
        return httpx.Request(method, f"{self._api_url}{path}", headers=headers, extensions=timeout)


def _read[T: (InstallationAnswer, TokenAnswer)](response: httpx.Response, kind: type[T], what: str) -> T:
    if response.status_code >= 500:
        raise httpx.RemoteProtocolError(f"status {response.status_code}")  # comes again as other failures do
    if response.status_code not in {200, 201}:
        raise HostRefusedError(
            status=response.status_code,
            asked=f"asking for {what}",
            remedy="Install the App on the repository, and check its id and key",
        )
    if response.headers.get("content-encoding", "identity") != "identity":
        raise HostAnswerError(asked=f"asking for {what}", problem="is compressed, which nobody asked for")
    if isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Bounded(response.stream, what)
    content = response.read()  # not piece by piece: httpx reads it once more when the flow goes on
    if len(content) > _MOST_ANSWER_BYTES:
        raise HostAnswerError(asked=f"asking for {what}", problem="is too large")
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        raise HostAnswerError(asked=f"asking for {what}", problem=f"has {error.error_count()} faults") from None


class _Bounded(httpx.SyncByteStream):
    """A body that may not be longer than such answers are."""

    def __init__(self, stream: httpx.SyncByteStream, what: str) -> None:
        self._stream = stream
        self._what = what

    def __iter__(self) -> Iterator[bytes]:
        """Yields the pieces of the body."""
        size_bytes = 0
        for each in self._stream:
            size_bytes += len(each)
            if size_bytes > _MOST_ANSWER_BYTES:
                raise HostAnswerError(asked=f"asking for {self._what}", problem="is too large")
            yield each

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()
