"""Meets the `Terraform` port with the program.

Comes in: an environment. Goes out: plans and what is deployed. Its state, its lock and its provider are its own.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lambda_packaging.atomic_write import write_text
from lambda_packaging.progress import Progress

from coderipple_deployment.adapters.terraform_errors import explain
from coderipple_deployment.adapters.terraform_process import Ended, OnLine, run_to_its_end
from coderipple_deployment.adapters.terraform_settings import data_folder, program_environment, write_backend
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import TerraformFailedError, TerraformMissingError
from coderipple_deployment.plan import Plan, parse_plan, require_own_state
from coderipple_deployment.values import Stack

PROGRAM = "terraform"
VERSION_FILE = ".terraform-version"
PLAN_FILE, VARIABLES_FILE = "plan", "deployment.tfvars.json"
# The committed lock is not extended in passing: production would find a work tree with changes the next time.
_INIT = ("init", "-input=false", "-no-color", "-lockfile=readonly")
INIT_SECONDS, PLAN_SECONDS, APPLY_SECONDS = 600.0, 1200.0, 3600.0
CHANGES = 2  # what `plan -detailed-exitcode` says where there are some
_DONE, _READ = "apply_complete", "read"


class TerraformProgram:
    """Runs Terraform in place, with a data folder for each environment.

    Args:
        environment: What is deployed.
        environ: The variables of this process.
        progress: Where to report.
        program: The executable.
    """

    def __init__(
        self, environment: Environment, *, environ: Mapping[str, str], progress: Progress, program: str = PROGRAM
    ) -> None:
        self._environment = environment
        self._environ = environ
        self._progress = progress
        self._program = program

    def require_version(self) -> None:
        """Refuses a missing or too old program.

        Raises:
            TerraformMissingError: It is one.
        """
        wanted = wanted_version(self._environment.folder)
        try:
            found = json.loads(self._run("version", "-json"))["terraform_version"]
        except FileNotFoundError as error:
            raise TerraformMissingError(found=None, wanted=wanted) from error
        if not _numbers(wanted) <= _numbers(found) < (_numbers(wanted)[0] + 1,):
            raise TerraformMissingError(found=found, wanted=wanted)

    def init(self) -> None:
        """Makes the configuration and its state usable."""
        self._run(*_INIT, *write_backend(self._environment), seconds=INIT_SECONDS)

    def move_state(self) -> None:
        """Takes the state along to the configured place."""
        options = ["-migrate-state", "-force-copy", *write_backend(self._environment)]
        self._run(*_INIT, *options, seconds=INIT_SECONDS)

    def stack(self) -> Stack | None:
        """Gives what is deployed; None where that is nothing, or only a part."""
        return parse_outputs(json.loads(self._run("output", "-json", "-no-color")))

    def plan(self, variables: Mapping[str, object], *, destroy: bool = False) -> Plan:
        """Finds what would change, and keeps the plan for `apply`.

        Raises:
            ForeignStateError: The state is that of another project.
        """
        folder = data_folder(self._environment)
        write_text(folder / VARIABLES_FILE, json.dumps(variables, indent=2))
        files = [f"-var-file={self._environment.variables.resolve()}", f"-var-file={folder.resolve() / VARIABLES_FILE}"]
        options = [*files, f"-out={folder.resolve() / PLAN_FILE}", *(["-destroy"] if destroy else [])]
        arguments = ("plan", "-input=false", "-no-color", "-detailed-exitcode", *options)
        if not self._start(*arguments, seconds=PLAN_SECONDS, good=(0, CHANGES)).exit_code:
            return Plan()  # to show it would load the provider once more, for seconds
        shown: dict[str, Any] = json.loads(self._run("show", "-json", "-no-color", str(folder.resolve() / PLAN_FILE)))
        require_own_state(shown, function_name=self._environment.function_name)
        return parse_plan(shown)

    def apply(self, plan: Plan) -> None:
        """Does what was planned last.

        Raises:
            HalfAppliedError: It stopped in the middle.
        """
        file = str(data_folder(self._environment).resolve() / PLAN_FILE)
        with self._progress.count("resources", total=len(plan.changes)) as advance:
            self._run(
                *("apply", "-input=false", "-json", file),
                seconds=APPLY_SECONDS,
                on_line=_counting(advance, self._progress),
            )

    def _run(self, *arguments: str, seconds: float = 120.0, on_line: OnLine = lambda _: None) -> str:
        return self._start(*arguments, seconds=seconds, on_line=on_line).output

    def _start(
        self, *arguments: str, seconds: float, on_line: OnLine = lambda _: None, good: tuple[int, ...] = (0,)
    ) -> Ended:
        ended = run_to_its_end(
            [self._program, f"-chdir={self._environment.folder}", *arguments],
            environment=program_environment(self._environment, self._environ),
            timeout_seconds=seconds,
            on_line=on_line,
            on_stop=lambda: self._progress.say("asked Terraform to end; a second Ctrl-C makes it drop everything"),
        )
        if ended.exit_code not in good:
            raise explain(
                ended.remarks + ended.output,
                command=arguments[0],
                environment=self._environment.name,
            )
        return ended


def wanted_version(folder: Path) -> str:
    """Gives the version that the project names, in the nearest `.terraform-version`.

    Raises:
        TerraformFailedError: There is none.
    """
    for place in (folder, *folder.resolve().parents):
        if (place / VERSION_FILE).is_file():
            return (place / VERSION_FILE).read_text(encoding="utf-8").strip()
    raise TerraformFailedError(command="version", said=f"{folder / VERSION_FILE} is missing; expected a version")


def parse_outputs(outputs: Mapping[str, Mapping[str, Any]]) -> Stack | None:
    """Reads what Terraform's outputs say; None where some are missing, as after a first apply that failed."""
    values = {name: output["value"] for name, output in outputs.items()}
    try:
        return Stack(
            newest_version=int(values["newest_version"]),
            layer_arns=tuple(values["layer_arns"]),
            **{name: values[name] for name in Stack.__slots__ if name not in {"newest_version", "layer_arns"}},
        )
    except (KeyError, TypeError, ValueError):
        return None


def _counting(advance: Callable[[int], None], progress: Progress) -> OnLine:
    """Gives what reads the lines of `apply -json`: a step further for each finished resource."""

    def read(line: str) -> None:
        try:
            found = json.loads(line)
        except ValueError:
            return
        hook = found.get("hook", {})
        if found.get("type") == _DONE and hook.get("action") != _READ:
            advance(1)
            progress.say(f"{hook['action']} {hook['resource']['addr']} {hook.get('elapsed_seconds', 0):.0f} s")

    return read


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.split("-", maxsplit=1)[0]))
