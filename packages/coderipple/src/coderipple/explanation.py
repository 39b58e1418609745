"""Explains a push: what changed for users, what its commits say, who has something to say about it, and who has not.

Comes in: a `Push`. Goes out: an `Explanation`; nothing is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from coderipple.analysis import kind_of_file, stated_intents
from coderipple.config import Config
from coderipple.decision import describe_kinds
from coderipple.markup import terminal_line
from coderipple.outcome import Outcome
from coderipple.push_flow import document_push
from coderipple.repository_settings import documented_paths, settings_at
from coderipple.values import Decision, Push, SurfaceChange
from coderipple.wiring import Ports, in_memory

_SHOWN_CHANGES = 40  # in a terminal; the JSON has all


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """What a run would do, and why.

    Attributes:
        outcome: What a dry run said.
        files: What kinds of files changed, in words.
        intents: What the commits say that they do, with the number of commits.
    """

    outcome: Outcome
    files: str
    intents: tuple[tuple[str, int], ...]

    def as_dict(self) -> Mapping[str, object]:
        """The explanation as JSON data."""
        return {
            "base": self.outcome.base,
            "head": self.outcome.head,
            "files": self.files,
            "intents": dict(self.intents),
            "changes": [
                {
                    "subject": each.subject.value,
                    "kind": each.kind.value,
                    "name": each.name,
                    "module": each.module,
                    "detail": each.detail,
                    "evidence": _place(each),
                }
                for each in self.outcome.changes
            ],
            "decisions": self.outcome.as_dict()["decisions"],
            "skipped": self.outcome.skipped,
            "warnings": list(self.outcome.warnings),
        }

    def as_text(self) -> str:
        """The explanation for a terminal."""
        return "\n".join(map(terminal_line, self._lines()))

    def _lines(self) -> Iterator[str]:
        yield from (f"warning: {each}" for each in self.outcome.warnings)
        base = self.outcome.base[:12] if self.outcome.base else "nothing"
        yield f"{base} .. {self.outcome.head[:12]}: {self.files}"
        if self.intents:
            yield f"the commits say: {', '.join(f'{name} ({number})' for name, number in self.intents)}"
        changes = self.outcome.changes
        yield ""
        yield f"what users can see changed: {len(changes) or 'nothing'}"
        yield from (f"  {each.detail}  {_place(each)}".rstrip() for each in changes[:_SHOWN_CHANGES])
        if len(changes) > _SHOWN_CHANGES:
            yield f"  and {len(changes) - _SHOWN_CHANGES} more; --json has all"
        yield from ("", "who has something to say")
        for each in self.outcome.decisions:
            yield from _decided(each) if each.invoked else ()
        yield from ("", "who has not")
        yield from (f"  {each.role}: {each.reason}" for each in self.outcome.decisions if not each.invoked)
        if self.outcome.skipped:
            yield from ("", self.outcome.skipped)


def explain_push(push: Push, config: Config, ports: Ports) -> Explanation:
    """Explains what a run would do.

    Args:
        push: What to document. With a base, what changed since is explained as if the base had been documented; else
            what changed since the last documented commit.
        config: The settings.
        ports: The world.

    Raises:
        UnknownRevisionError: The repository lacks the head, or the base.
        RepositoryError: The repository cannot be read.
    """
    if push.base is not None:
        ports = in_memory(ports)
        document_push(Push(repository=push.repository, head=push.base), config, ports)
        push = replace(push, base=None)
    outcome = document_push(push, config, ports, dry_run=True)
    changed = ports.repository.compare(outcome.base, outcome.head)
    is_documented = documented_paths(settings_at(ports.repository, outcome.head, config))
    # The first run of a long history would look at each of its commits for one line of text.
    commits = ports.repository.commits(outcome.base, outcome.head) if outcome.base else ()
    return Explanation(
        outcome=outcome,
        files=describe_kinds(map(kind_of_file, filter(is_documented, changed.paths))),
        intents=stated_intents(commits, ports.repository.changed_paths),
    )


def _place(change: SurfaceChange) -> str:
    return f"{change.evidence.path}:{change.evidence.first_line}" if change.evidence else ""


def _decided(decision: Decision) -> Iterator[str]:
    where = f"{decision.document} " if decision.document else ""
    yield f"  {decision.role}: {where}{decision.section_id}"
    yield f"    {decision.reason}"
    yield from (f"      {each.path}:{each.first_line}-{each.last_line}" for each in decision.evidence)
