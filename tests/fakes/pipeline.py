"""The whole flow on fakes: a test commits, runs, and reads the documents."""

from collections.abc import Mapping

from coderipple.config import Config, get_config
from coderipple.outcome import Outcome
from coderipple.ports import FactsCache, Phraser
from coderipple.push_flow import document_push
from coderipple.values import Push
from coderipple.wiring import Ports
from fakes.clock import FakeClock
from fakes.documents import FakeDocumentStore
from fakes.repository import FakeRepository

MANIFEST = ".coderipple.json"
INTERFACES = "system/interfaces.md"
GETTING_STARTED = "getting_started.md"


class Pipeline:
    """A repository and its documents.

    Args:
        repository: The source side; an empty one when left out.
        phraser: Phrases the facts.
        settings: Environment variables.
        facts_cache: What runs keep for later ones; nothing when left out.
    """

    def __init__(
        self,
        repository: FakeRepository | None = None,
        *,
        phraser: Phraser | None = None,
        settings: Mapping[str, str] | None = None,
        facts_cache: FactsCache | None = None,
    ) -> None:
        self.repository = repository or FakeRepository()
        self.documents = FakeDocumentStore()
        self.phraser = phraser
        self.facts_cache = facts_cache
        self.config: Config = get_config(settings or {})

    def commit(self, files: Mapping[str, str | bytes | None], message: str = "Change something") -> str:
        """Commits files and returns the commit's id."""
        return self.repository.commit(message, files)

    def run(self, *, base: str | None = None, head: str = "HEAD", dry_run: bool = False) -> Outcome:
        """Documents the head."""
        ports = Ports(
            repository=self.repository,
            documents=self.documents,
            clock=FakeClock(),
            phraser=self.phraser,
            facts_cache=self.facts_cache,
        )
        push = Push(repository="ada/tides", head=head, base=base)
        return document_push(push, self.config, ports, dry_run=dry_run)

    def push(self, files: Mapping[str, str | bytes | None], message: str = "Change something") -> Outcome:
        """Commits files and documents the result."""
        self.commit(files, message)
        return self.run()

    def text(self, path: str) -> str:
        """Returns a document."""
        return self.documents.files[path].decode()

    def pages(self) -> dict[str, bytes]:
        """Returns every document but the manifest."""
        return {path: content for path, content in self.documents.files.items() if path != MANIFEST}

    def edit(self, path: str, old: str, new: str) -> None:
        """Changes a document as a person would."""
        text = self.text(path)
        assert old in text, text
        self.documents.files[path] = text.replace(old, new).encode()
