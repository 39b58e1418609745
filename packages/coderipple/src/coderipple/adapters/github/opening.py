"""Opens one repository on GitHub with the credentials that the settings name.

Comes in: the settings. Goes out: the source side, the host, and documents at a head. Tokens of an App and answers that
GitHub confirms are kept as long as the process, so that the next push is cheaper.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import httpx

from coderipple.adapters.github.authentication import AppAuthentication, TokenAuthentication, read_credentials
from coderipple.adapters.github.blob_cache import BlobCache
from coderipple.adapters.github.blobs import Blobs
from coderipple.adapters.github.client import GitHubClient
from coderipple.adapters.github.documents import GitHubDocuments
from coderipple.adapters.github.host import GitHubHost
from coderipple.adapters.github.known_objects import KnownObjects
from coderipple.adapters.github.landing import InPullRequest, OnBranch
from coderipple.adapters.github.repository import GitHubRepository
from coderipple.adapters.github.settings import AppSettings, GitHubSettings
from coderipple.adapters.github.transport import Remembered, Transport
from coderipple.config import Config
from coderipple.errors import ConfigurationError

_CACHE_FOLDER = "coderipple-blobs"
_KEPT_SECONDS = 300
_CACHE_BYTES = 300_000_000  # /tmp of a function has 512 MB unless told otherwise


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedGitHub:
    """A repository on GitHub.

    Attributes:
        client: For what the others do not do.
        repository: The source side.
        host: The host itself.
        output_dir: Folder of the documents.
    """

    client: GitHubClient
    repository: GitHubRepository
    host: GitHubHost
    output_dir: str

    def documents_at(self, branch: str, head: str, *, is_direct: bool) -> GitHubDocuments:
        """Returns the documents of a branch whose head was read; they go onto it, or into a pull request."""
        landing = OnBranch if is_direct else InPullRequest
        return GitHubDocuments(
            self.repository, landing(self.client, self.repository, branch=branch, head=head), self.output_dir
        )


@contextmanager
def open_github(config: Config, seconds_left: Callable[[], float] = lambda: float("inf")) -> Iterator[OpenedGitHub]:
    """Opens the configured repository.

    Args:
        config: The settings.
        seconds_left: Tells how long the work may still take.

    Raises:
        ConfigurationError: No repository or no credentials are configured, or they cannot be used.
    """
    if not config.source_repo:
        raise ConfigurationError(
            setting="CODERIPPLE_SOURCE_REPO", value=None, expected="owner/name of the repository that may be written to"
        )
    auth = _authentication(config)
    transport = Transport(config.github_api_url, auth, seconds_left=seconds_left, remembered=_remembered(auth))
    try:
        client = GitHubClient(transport, config.source_repo, _known_objects(auth, config.source_repo))
        blobs = Blobs(client, BlobCache(Path(tempfile.gettempdir(), _CACHE_FOLDER), limit_bytes=_CACHE_BYTES))
        yield OpenedGitHub(
            client=client,
            repository=GitHubRepository(client, blobs),
            host=GitHubHost(client, report=config.github_report),
            output_dir=config.output_dir,
        )
    finally:
        transport.close()


@contextmanager
def open_settings(config: Config, full_name: str) -> Iterator[GitHubSettings]:
    """Opens a repository to set it up.

    Args:
        config: The settings.
        full_name: `owner/name`, whatever the settings allow to be documented.

    Raises:
        ConfigurationError: No credentials are configured, or they cannot be used.
    """
    auth = _authentication(config._replace(source_repo=full_name))
    transport = Transport(config.github_api_url, auth)
    try:
        client = GitHubClient(transport, full_name)
        yield AppSettings(client, auth.app_token) if isinstance(auth, AppAuthentication) else GitHubSettings(client)
    finally:
        transport.close()


def _authentication(config: Config) -> httpx.Auth:
    if config.github_credentials_arn:
        setting, text = (
            "CODERIPPLE_GITHUB_CREDENTIALS_ARN",
            _stored(config.github_credentials_arn, int(time.time() / _KEPT_SECONDS)),
        )
    elif config.github_token:
        setting, text = "CODERIPPLE_GITHUB_TOKEN", config.github_token
    else:
        raise ConfigurationError(
            setting="CODERIPPLE_GITHUB_TOKEN", value=None, expected="a token, or CODERIPPLE_GITHUB_CREDENTIALS_ARN"
        )
    return _known_authentication(setting, text, config.github_api_url, config.source_repo)


@lru_cache(maxsize=1)
def _stored(arn: str, _period: int) -> str:
    """Returns what a secret holds, read anew in each period."""
    try:
        from coderipple.adapters.secrets_manager import read_secret  # noqa: PLC0415 - an AWS client costs 0.3 s of CPU
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            setting="CODERIPPLE_GITHUB_CREDENTIALS_ARN",
            value=None,
            problem=f"cannot be read: the module {error.name} is not installed",
            expected="the extra `agents`: pip install 'coderipple[agents,github]'",
        ) from error
    return read_secret(arn)


@lru_cache(maxsize=4)
def _known_authentication(setting: str, text: str, api_url: str, full_name: str) -> httpx.Auth:
    """The same credentials share the tokens that were minted with them."""
    credentials = read_credentials(setting, text)
    if credentials.token:
        return TokenAuthentication(credentials.token)
    return AppAuthentication(credentials, api_url, full_name)


@lru_cache(maxsize=4)
def _known_objects(auth: httpx.Auth, full_name: str) -> KnownObjects:  # noqa: ARG001 - as below
    return KnownObjects()


@lru_cache(maxsize=4)
def _remembered(auth: httpx.Auth) -> Remembered:  # noqa: ARG001 - what one may see is not for another
    return Remembered()
