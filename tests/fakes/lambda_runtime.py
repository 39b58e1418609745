"""Stands in for the emulator: calls the handler of this environment in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coderipple_demo.runtime import Sent
from lambda_packaging.manifest import Artifact
from lambda_packaging.metrics.cold_start import ColdStart, Figures, Spread

CALL_HANDLER = """\
import json, sys
from lambda_function import lambda_handler
print(json.dumps(lambda_handler(json.load(sys.stdin), None)))  # after what the function told its log
"""


def _figures(milliseconds: float) -> Figures:
    spread = Spread(median=milliseconds, lower_quartile=milliseconds, upper_quartile=milliseconds)
    return Figures(answer_ms=spread, init_ms=spread, cpu_ms=spread, peak_memory_mb=spread)


@dataclass
class FakeRuntime:
    """Meets the demo's `Runtime` port."""

    artifacts: tuple[Artifact, ...] = (
        Artifact(
            name="orchestrator",
            kind="function",
            file_name="function.zip",
            architecture="any",
            sha256="ab" * 32,
            size_bytes=9_500,
            unzipped_bytes=21_000,
            inputs_sha256="cd" * 32,
        ),
    )
    isolation: str = "PYTHONPATH"
    has_layers_at_opt: bool = False
    answer: Mapping[str, Any] | None = None
    events: list[Mapping[str, Any]] = field(default_factory=list)
    environments: list[Mapping[str, str]] = field(default_factory=list)

    def send(self, event: Mapping[str, Any], environment: Mapping[str, str]) -> Sent:
        self.events.append(event)
        self.environments.append(environment)
        answer = self.answer if self.answer is not None else self._call(event, environment)
        return Sent(answer=answer, duration_ms=250.0, init_ms=40.0, peak_memory_mb=90.0, log="the function's words")

    def measure(self, event: Mapping[str, Any], environment: Mapping[str, str], *, runs: int) -> ColdStart:
        self.events.append(event)
        return ColdStart(
            name="signed ping",
            build="this build",
            isolation=self.isolation,
            runs=runs,
            function=_figures(44.0),
            bare=_figures(40.0),
            cpu_ratio=1.1,
            answer_ratio=1.1,
            init_ratio=1.1,
            samples=(),
        )

    def _call(self, event: Mapping[str, Any], environment: Mapping[str, str]) -> Mapping[str, Any]:
        done = subprocess.run(
            [sys.executable, "-c", CALL_HANDLER],
            input=json.dumps(event),
            env={"AWS_LAMBDA_FUNCTION_NAME": "demo", "PATH": "", **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        answer: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer
