"""Chooses an adapter for each port; the only module that imports adapters.

Comes in: the settings. Goes out: `Ports`, open as long as the `with` block that asked for them.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coderipple.adapters.local_git import LocalGitRepository
from coderipple.adapters.memory_documents import MemoryDocuments
from coderipple.adapters.system_clock import SystemClock
from coderipple.adapters.working_tree import WorkingTree
from coderipple.config import Config
from coderipple.ports import Clock, DocumentStore, Phraser, Repository

if TYPE_CHECKING:
    from strands.models import Model


@dataclass(frozen=True, kw_only=True, slots=True)
class Ports:
    """What the flow reaches the world through.

    Attributes:
        repository: The source side.
        documents: The documents.
        clock: Time that passes.
        phraser: A language model, or None: the facts then speak for themselves.
    """

    repository: Repository
    documents: DocumentStore
    clock: Clock
    phraser: Phraser | None = None


def wire(config: Config, *, model: "Model | None" = None) -> AbstractContextManager[Ports]:
    """Opens the ports that the settings ask for.

    Args:
        config: The settings.
        model: A Strands model that phrases the facts.

    Raises:
        NotARepositoryError: The configured folder is no clone.
    """
    return _STRATEGIES[config.doc_strategy](config, _phraser(model))


def in_memory(ports: Ports) -> Ports:
    """Returns the same ports, with documents of their own that nobody else sees."""
    return replace(ports, documents=MemoryDocuments())


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
        yield Ports(repository=repository, documents=documents, clock=SystemClock(), phraser=phraser)


_STRATEGIES = {"local": _wire_local}


def _phraser(model: "Model | None") -> Phraser | None:
    if model is None:
        return None
    from coderipple.adapters.strands_phraser import StrandsPhraser  # noqa: PLC0415 - 0.4 s of CPU that only this needs

    return StrandsPhraser(model)
