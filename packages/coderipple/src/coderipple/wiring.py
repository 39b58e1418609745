"""Chooses an adapter for each port; the only module that imports adapters.

Comes in: the settings. Goes out: `Ports`, open as long as the `with` block that asked for them.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coderipple.adapters.clone_lock import alone_in
from coderipple.adapters.facts_database import FactsDatabase, program_version
from coderipple.adapters.local_git import LocalGitRepository
from coderipple.adapters.memory_documents import MemoryDocuments
from coderipple.adapters.progress import PlainProgress, SilentProgress
from coderipple.adapters.system_clock import SystemClock
from coderipple.adapters.watched_reading import WatchedFactsCache, WatchedRepository
from coderipple.adapters.working_tree import WorkingTree
from coderipple.collection import collecting_later
from coderipple.config import Config
from coderipple.errors import ConfigurationError
from coderipple.ports import Clock, CodeHost, DocumentStore, FactsCache, Phraser, Progress, Repository

if TYPE_CHECKING:
    from strands.models import Model

    from coderipple.setup.ports import FunctionHealth, HostSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Ports:
    """What the flow reaches the world through.

    Attributes:
        repository: The source side.
        documents: The documents.
        clock: Time that passes.
        phraser: A language model, or None: the facts then speak for themselves.
        facts_cache: What earlier runs read of single files, or None: everything is read then.
        turn: Waits until no other run writes the same documents, and keeps others waiting, where that can be.
        progress: Who is told how far a run is.
    """

    repository: Repository
    documents: DocumentStore
    clock: Clock
    phraser: Phraser | None = None
    facts_cache: FactsCache | None = None
    turn: Callable[[], AbstractContextManager[None]] = nullcontext
    progress: Progress = field(default_factory=SilentProgress)

    def with_documents(self, documents: DocumentStore) -> "Ports":
        """Returns the same ports with another document store."""
        return replace(self, documents=documents)


@dataclass(frozen=True, kw_only=True, slots=True)
class GitHub:
    """A repository on GitHub.

    Attributes:
        repository: The source side.
        host: The host itself.
        ports_at: Takes a branch, the head that its documents shall be true of and whether they go onto the branch
            (`is_direct`) or into a pull request; returns the ports for that.
        seconds_left: Tells how long the work may still take.
    """

    repository: Repository
    host: CodeHost
    ports_at: Callable[..., Ports]
    seconds_left: Callable[[], float]


@dataclass(frozen=True, kw_only=True, slots=True)
class SetupPorts:
    """What setting up reaches the world through.

    Attributes:
        host: How the repository is set up at its host.
        function: The deployed function.
    """

    host: "HostSettings"
    function: "FunctionHealth"


@contextmanager
def wire_setup(config: Config, repository: str) -> Iterator[SetupPorts]:
    """Opens the ports to set a repository of GitHub up.

    Args:
        config: The settings, with the credentials.
        repository: `owner/name`.

    Raises:
        ConfigurationError: There are no credentials, or what speaks to GitHub is not installed.
    """
    # Imported here: no other command needs HTTP, and `coderipple run` works without the extra `github`.
    try:
        from coderipple.adapters.function_health import HttpFunctionHealth  # noqa: PLC0415
        from coderipple.adapters.github.opening import open_settings  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            setting=f"the module {error.name}",
            value=None,
            problem="is not installed",
            expected="the extra `github`: pip install 'coderipple[github]'",
        ) from error
    with open_settings(config, repository) as host:
        yield SetupPorts(host=host, function=HttpFunctionHealth())


def wire(config: Config, *, model: "Model | None" = None) -> AbstractContextManager[Ports]:
    """Opens the ports that the settings ask for.

    Args:
        config: The settings.
        model: A Strands model that phrases the facts; the configured one when left out.

    Raises:
        NotARepositoryError: The configured folder is no clone.
        ConfigurationError: A model is configured, and what speaks to it is not installed.
    """
    return _STRATEGIES[config.doc_strategy](config, _phraser(config, model))


@contextmanager
def wire_github(config: Config, *, model: "Model | None" = None, seconds_left: Callable[[], float]) -> Iterator[GitHub]:
    """Opens the configured repository on GitHub.

    Args:
        config: The settings.
        model: A Strands model that phrases the facts; the configured one when left out.
        seconds_left: Tells how long the work may still take.

    Raises:
        ConfigurationError: No repository or no credentials are configured, or no model can be asked.
    """
    # One for all attempts, which share what may be asked; half of the time is for reading and writing.
    phraser = _phraser(config, model, most_seconds=seconds_left() / 2)
    from coderipple.adapters.github.opening import open_github  # noqa: PLC0415 - HTTP, which a clone does not need

    with open_github(config, seconds_left) as opened, _facts_cache(config) as facts_cache:

        def ports_at(branch: str, head: str, *, is_direct: bool) -> Ports:
            return Ports(
                repository=opened.repository,
                documents=opened.documents_at(branch, head, is_direct=is_direct),
                clock=SystemClock(),
                phraser=phraser,
                facts_cache=facts_cache,
            )

        yield GitHub(repository=opened.repository, host=opened.host, ports_at=ports_at, seconds_left=seconds_left)


def in_memory(ports: Ports) -> Ports:
    """Returns the same ports, with documents of their own that nobody else sees."""
    return replace(ports, documents=MemoryDocuments())


@contextmanager
def shown_to_a_person(ports: Ports) -> Iterator[Ports]:
    """Gives the same ports, and shows on standard error how far what goes on through them is."""
    with _shown_progress() as progress:
        cache = ports.facts_cache
        yield replace(
            ports,
            progress=progress,
            repository=WatchedRepository(ports.repository, progress),
            facts_cache=WatchedFactsCache(cache, progress) if cache else None,
        )


def _shown_progress() -> AbstractContextManager[Progress]:
    # Imported here: only a terminal needs it, and the extra `progress` is in no layer.
    try:
        from coderipple.adapters.progress_bar import ProgressBar  # noqa: PLC0415

        return ProgressBar()
    except ModuleNotFoundError:
        return nullcontext(PlainProgress())


@contextmanager
def wire_apart(config: Config) -> Iterator[Callable[[Path], Ports]]:
    """Opens the configured clone for reading, and gives ports whose documents lie outside of it.

    Yields:
        A function that returns ports with the documents in a folder.

    Raises:
        NotARepositoryError: The configured folder is no clone.
    """
    with closing(LocalGitRepository(Path(config.repository_path))) as repository:

        def ports_in(folder: Path) -> Ports:
            documents = WorkingTree(folder, config.output_dir)
            return Ports(repository=repository, documents=documents, clock=SystemClock())

        yield ports_in


@contextmanager
def _wire_local(config: Config, phraser: Phraser | None) -> Iterator[Ports]:
    with closing(LocalGitRepository(Path(config.repository_path))) as repository:
        documents = WorkingTree(repository.root, config.output_dir)
        with _facts_cache(config, outside=repository.root) as facts_cache:
            yield Ports(
                repository=repository,
                documents=documents,
                clock=SystemClock(),
                phraser=phraser,
                facts_cache=facts_cache,
                turn=partial(alone_in, repository.root),
            )


@contextmanager
def _facts_cache(config: Config, *, outside: Path | None = None) -> Iterator[FactsCache | None]:
    """Opens what this machine keeps of files; nothing where that would lie in the documented repository."""
    if not config.cache_dir or (outside and Path(config.cache_dir).resolve().is_relative_to(outside.resolve())):
        yield None
        return
    with closing(FactsDatabase(Path(config.cache_dir), version=program_version())) as database:
        yield database


_STRATEGIES = {"local": _wire_local}


def _phraser(config: Config, model: "Model | None", most_seconds: float = float("inf")) -> Phraser | None:
    if model is None and not config.bedrock_model:
        return None
    # Imported here: 0.4 s of CPU that only this needs, from an extra without which there are facts alone.
    try:
        with collecting_later("strands"):
            from coderipple.adapters.strands_phraser import StrandsPhraser  # noqa: PLC0415

            model = model or _bedrock_model(config.bedrock_model)
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            setting="CODERIPPLE_BEDROCK_MODEL",
            value=config.bedrock_model,
            problem=f"needs the module {error.name}, which is not installed",
            expected="the extra `agents`: pip install 'coderipple[agents]', or no model",
        ) from error
    return StrandsPhraser(model, SystemClock(), most_seconds)


def _bedrock_model(model_id: str) -> "Model":
    from coderipple.adapters.bedrock import bedrock_model  # noqa: PLC0415 - as above

    return bedrock_model(model_id)
