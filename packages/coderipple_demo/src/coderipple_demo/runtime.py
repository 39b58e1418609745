"""Where the function runs: built from the locks, in AWS's own runtime interface emulator.

Comes in: a project, events, the function's variables. Goes out: what was built, answers, and what they cost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.emulator import start_emulator
from lambda_packaging.isolation import NAMESPACES, choose_isolation
from lambda_packaging.manifest import ANY_ARCHITECTURE, Artifact
from lambda_packaging.metrics.cold_start import ColdStart, Subject, measure_cold_starts
from lambda_packaging.metrics.scenario import Scenario
from lambda_packaging.progress import Progress, SilentProgress
from lambda_packaging.proof import require_proven
from lambda_packaging.target import host_architecture
from lambda_packaging.unpack import UnpackedFunction, unpack

TIMEOUT_SECONDS = 900  # Lambda's own limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What came back for an event.

    Attributes:
        answer: What the handler returned.
        duration_ms: From the request to the answer, the cold start included.
        init_ms: The part in which the runtime imported the handler.
        peak_memory_mb: The largest resident size of the function's process.
        log: What the function wrote.
    """

    answer: Mapping[str, Any]
    duration_ms: float
    init_ms: float
    peak_memory_mb: float
    log: str


class Runtime(Protocol):
    """Something that has a function and runs it."""

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        """What the function is made of, layers first."""
        ...

    @property
    def isolation(self) -> str:
        """How the function sees its layers: `namespaces` (at /opt, as in Lambda) or `PYTHONPATH`."""
        ...

    @property
    def has_layers_at_opt(self) -> bool:
        """Whether the layers really are where Lambda has them."""
        ...

    def send(self, event: Mapping[str, Any], environment: Mapping[str, str]) -> Sent:
        """Starts the function anew and sends it one event."""
        ...

    def measure(self, event: Mapping[str, Any], environment: Mapping[str, str], *, runs: int) -> ColdStart:
        """Compares the function's cold starts with a bare handler's."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class EmulatedRuntime:
    """Meets the `Runtime` port with the runtime interface emulator."""

    artifacts: tuple[Artifact, ...]
    unpacked: UnpackedFunction
    isolation: str

    @property
    def has_layers_at_opt(self) -> bool:
        """Whether the layers really are where Lambda has them."""
        return self.isolation == NAMESPACES

    def send(self, event: Mapping[str, Any], environment: Mapping[str, str]) -> Sent:
        """Starts the function anew and sends it one event."""
        with start_emulator(self.unpacked, environment=environment, timeout_seconds=TIMEOUT_SECONDS) as emulator:
            invocation = emulator.invoke(event)
            return Sent(
                answer=invocation.payload,
                duration_ms=invocation.duration_ms,
                init_ms=emulator.init_duration_ms,
                peak_memory_mb=emulator.peak_memory_mb,
                log=invocation.log,
            )

    def measure(self, event: Mapping[str, Any], environment: Mapping[str, str], *, runs: int) -> ColdStart:
        """Compares the function's cold starts with a bare handler's."""
        ping = Scenario(name="signed ping", event=event, environment=environment, status=200)
        subject = Subject(unpacked=self.unpacked, scenario=ping)
        measured, _floor = measure_cold_starts([subject], runs=runs, progress=SilentProgress())
        return measured


def build_runtime(root: Path, progress: Progress) -> EmulatedRuntime:
    """Builds and proves layers and function for this machine, and lays them out to run.

    Raises:
        PackagingError: Something cannot be built or is not proven; the message names the remedy.
    """
    project = read_project(root)
    architecture = host_architecture()
    manifest = build(project, architectures=[architecture], progress=progress)
    require_proven(project, manifest, architecture=architecture, progress=progress)
    with progress.step("layers unpacked, emulator installed"):
        unpacked = unpack(project, manifest)
    return EmulatedRuntime(
        artifacts=tuple(one for one in manifest.artifacts if one.architecture in {architecture, ANY_ARCHITECTURE}),
        unpacked=unpacked,
        isolation=choose_isolation(unpacked).kind,
    )
