"""The record of a proof: what was proven, of which archives, and what does not hold.

Comes in: a `Proof`. Goes out: `proof-<architecture>.json` beside the archives, and the value again as long as the
archives and everything that the proof looks at are the same.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from lambda_packaging.atomic_write import write_text
from lambda_packaging.errors import DeclarationError
from lambda_packaging.inputs import hash_facts, maker_facts
from lambda_packaging.lock import read_lock
from lambda_packaging.manifest import Artifact
from lambda_packaging.project import Project
from lambda_packaging.target import host_architecture


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that does not hold.

    Attributes:
        kind: What was looked at, for example `import`, `client`, `budget`.
        subject: Which one: a module, an entry point, a file.
        error: What happened.
        rule: The prune rule that caused it; None if pruning did not.
    """

    kind: str
    subject: str
    error: str
    rule: str | None = None

    def __str__(self) -> str:
        """The failure in a few words."""
        return f"{self.kind} {self.subject}: {self.error}{f' (prune rule {self.rule})' if self.rule else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was found about the archives of one architecture.

    Attributes:
        inputs_sha256: The hash of everything that the proof looked at.
        artifacts: The sha256 of each archive, by file name.
        isolation: `namespaces`: mounted read-only at Lambda's places, without a network. `PYTHONPATH`: a copy that was
            made read-only, because the machine forbids mounting.
        machine_code_of: The architecture whose shared objects ran: this machine's.
        checked: How many of each kind were checked.
        failures: What does not hold.
        never_worked: What fails also with nothing left out, such as a module that needs something optional, and that
            the project does not ask for.
        left_out: What fails because the project declares a distribution unused.
    """

    architecture: str
    inputs_sha256: str
    artifacts: Mapping[str, str]
    isolation: str
    machine_code_of: str
    checked: Mapping[str, int]
    failures: tuple[Failure, ...]
    never_worked: tuple[Failure, ...]
    left_out: tuple[Failure, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing failed."""
        return not self.failures

    def to_json(self) -> str:
        """Gives the text of the record."""
        return json.dumps(asdict(self) | {"holds": self.holds}, indent=2) + "\n"


def hash_proof_inputs(project: Project, artifacts: Iterable[Artifact]) -> str:
    """Gives the hash of everything that a proof looks at: archives, budgets, services, programs, and the prover.

    Raises:
        DeclarationError: A declared program is not there.
        LockSyntaxError: The lock of the runtime cannot be read.
    """
    facts = [(artifact.file_name, artifact.sha256) for artifact in artifacts]
    facts += [(one.name, str(one.budget)) for one in (*project.layers, *project.functions)]
    facts += [("service", service) for service in sorted(project.prune.services or ())]
    facts += [(program.name, hash_program(program)) for program in project.proofs]
    facts += [("runtime", f"{pin.name} {pin.version} {sorted(pin.hashes)}") for pin in read_lock(project.runtime_lock)]
    facts += [("host", host_architecture()), ("lief", version("lief"))]
    return hash_facts([*maker_facts(), *facts])


def hash_program(program: Path) -> str:
    """Gives the hash of a program that must run.

    Raises:
        DeclarationError: It is not there.
    """
    try:
        return hashlib.sha256(program.read_bytes()).hexdigest()
    except OSError as error:
        problem = f"{program} cannot be read ({error.strerror}); expected a Python program"
        raise DeclarationError(key="proofs", problem=problem) from error


def record_path(dist: Path, *, architecture: str) -> Path:
    """Gives the place of the record."""
    return dist / f"proof-{architecture}.json"


def write_proof(proof: Proof, dist: Path) -> None:
    """Replaces the record in the folder `dist`.

    Raises:
        ArchiveError: It cannot be written.
    """
    write_text(record_path(dist, architecture=proof.architecture), proof.to_json())


def read_proof(dist: Path, *, architecture: str) -> Proof | None:
    """Reads the record in the folder `dist`; None if there is none, or none of this version."""
    try:
        data = json.loads(record_path(dist, architecture=architecture).read_text(encoding="utf-8"))
        data.pop("holds")
        for key in ("failures", "never_worked", "left_out"):
            data[key] = tuple(Failure(**one) for one in data[key])
        return Proof(**data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
