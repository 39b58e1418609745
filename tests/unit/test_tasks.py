"""The tasks are thin: they have help, check their options and turn errors into exit codes."""

import importlib.util
import inspect
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from coderipple_deployment.errors import DeploymentInterruptedError, OptionError
from invoke import Collection, Context, Exit
from lambda_packaging.errors import NetworkError
from lambda_packaging.project import Project
from lambda_packaging.target import host_architecture

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tasks() -> ModuleType:
    """The repository's own tasks.py, which is no package."""
    specification = importlib.util.spec_from_file_location("tasks", ROOT / "tasks.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_task_names_are_those_that_the_documents_use(tasks: ModuleType) -> None:
    """`invoke build` alone builds everything."""
    namespace: Collection = tasks.namespace
    assert set(namespace.task_names) == {
        "bootstrap",
        "drift",
        "languages",
        "build.all",
        "build.function",
        "build.layers",
        "cost",
        "demo",
        "deploy",
        "destroy",
        "local",
        "lock",
        "logs",
        "metrics.accept",
        "metrics.check",
        "metrics.cold-start",
        "metrics.imports",
        "metrics.report",
        "metrics.size",
        "plan",
        "prove",
        "redrive",
        "replay",
        "rollback",
        "status",
    }
    assert namespace.collections["build"].default == "all"
    assert namespace.collections["metrics"].default == "report"


def test_every_task_has_help_of_one_line_and_for_each_option(tasks: ModuleType) -> None:
    """`invoke --list` and `invoke --help TASK` are the documentation."""
    for name in tasks.namespace.task_names:
        task = tasks.namespace[name]
        assert task.__doc__, name
        assert "\n" not in task.__doc__.strip(), name
        assert {option.replace("-", "_") for option in task.help} == {each.name for each in task.get_arguments()}, name


def test_the_readme_tells_every_option_of_the_metrics(tasks: ModuleType) -> None:
    """Each task in its own row; `metrics` alone is the report."""
    rows = dict(re.findall(r"^\| `(metrics[a-z.-]*)` \| (.+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE))
    names = [name for name in tasks.namespace.task_names if name.startswith("metrics.")]
    assert set(rows) == {"metrics" if name == "metrics.report" else name for name in names}
    for name in names:
        told = set(re.findall(r"--([a-z-]+)", rows["metrics" if name == "metrics.report" else name]))
        options = [*inspect.signature(tasks.namespace[name].body).parameters][1:]  # the first is the context
        assert told == {option.replace("_", "-") for option in options}, name


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"runs": "many"}, "--runs is 'many'; expected a whole number from 2"),
        ({"runs": "1"}, "--runs is '1'"),
        ({"runs": "-3"}, "--runs is '-3'"),
        ({"memory": "64"}, "--memory is '64'; expected a whole number from 128 to 10240"),
    ],
)
def test_a_bad_number_is_refused(tasks: ModuleType, options: dict[str, str], words: str) -> None:
    """Before anything is built."""
    with pytest.raises(Exit, match=words) as raised:
        tasks.cold_start(Context(), **options)
    assert raised.value.code == 2


def test_a_bad_port_is_refused(tasks: ModuleType) -> None:
    """There are 65,536."""
    with pytest.raises(Exit, match="--port is '70000'; expected a whole number from 0 to 65535"):
        tasks.local(Context(), port="70000")


def test_a_missing_event_is_refused(tasks: ModuleType) -> None:
    """Before anything is built."""
    with pytest.raises(Exit, match="cannot be read") as raised:
        tasks.local(Context(), event="nowhere.json")
    assert raised.value.code == 2


def test_an_unknown_architecture_is_refused(tasks: ModuleType) -> None:
    """By every task that builds."""
    for build in (tasks.build_all, tasks.build_layers, tasks.build_function, tasks.prove_layers):
        with pytest.raises(Exit, match="expected x86_64 or arm64"):
            build(Context(), arch="sparc")


def test_all_architectures_are_those_that_the_project_declares(tasks: ModuleType, project: Project) -> None:
    """Without a name it is this machine's; other words for a machine become Lambda's."""
    assert tasks.chosen_architectures("all", project) == project.architectures
    assert tasks.chosen_architectures("all", replace(project, architectures=("arm64",))) == ("arm64",)
    assert tasks.chosen_architectures("", project) == (host_architecture(),)
    assert tasks.chosen_architectures("aarch64", project) == ("arm64",)


def test_ctrl_c_says_that_nothing_is_half_written(tasks: ModuleType) -> None:
    """With the exit code that shells give it."""

    def interrupted() -> None:
        with tasks.explained_errors():
            raise KeyboardInterrupt

    with pytest.raises(Exit, match="every archive in dist/ is a whole one") as raised:
        interrupted()
    assert raised.value.code == 130


def test_an_error_of_the_package_becomes_one_line_and_exit_code_2(tasks: ModuleType) -> None:
    """No traceback for something that has a remedy."""

    def fail() -> None:
        with tasks.explained_errors():
            raise NetworkError(detail="refused")

    with pytest.raises(Exit) as raised:
        fail()
    assert raised.value.code == 2
    assert raised.value.message.startswith("error: the package registry did not answer (refused)")


def test_a_deployment_that_was_interrupted_says_what_is_the_case(tasks: ModuleType) -> None:
    """In its own words, with the exit code that shells give it; its errors are as those of the packages."""

    def fail(error: BaseException) -> None:
        with tasks.explained_errors():
            raise error

    with pytest.raises(Exit, match="nothing was changed") as raised:
        fail(DeploymentInterruptedError("interrupted; nothing was changed"))
    assert raised.value.code == 130
    with pytest.raises(Exit, match="error: --bake is '10'") as raised:
        fail(OptionError(option="--bake", value="10", expected="a duration"))
    assert raised.value.code == 2


def test_a_deployment_that_did_not_happen_is_no_error_and_no_success(tasks: ModuleType) -> None:
    """It said why already."""
    tasks.end_with(0)
    with pytest.raises(Exit) as raised:
        tasks.end_with(1)
    assert (raised.value.code, raised.value.message) == (1, None)


@pytest.mark.parametrize("name", ["plan", "deploy", "rollback", "destroy", "status", "logs", "bootstrap", "redrive"])
def test_an_unknown_environment_is_refused(tasks: ModuleType, name: str) -> None:
    """By every task of the deployment, before anything else."""
    with pytest.raises(Exit, match=r"atlantis\.tfvars is missing") as raised:
        tasks.namespace[name](Context(), environment="atlantis")
    assert raised.value.code == 2


def test_a_refusal_reaches_the_shell(tmp_path: Path) -> None:
    """The message on standard error, nothing on standard output, exit code 2."""
    command = [sys.executable, "-m", "invoke", "build", "--arch", "sparc", "--json"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr == "error: the target is sparc; expected x86_64 or arm64. Name one of them with --arch\n"
