"""The ways from the lock to a Lambda layer: ours and those of its peers, each as it is meant to be used.

Comes in: an empty folder and this repository. Goes out: a `Builder` each, ready to be timed.

The peers are installed from their own hash-locked list into an environment of their own, with bytecode, so that
no start of theirs compiles them. All work on the same lock and the same handler; ours makes the package layer and
the bytecode on top of that, `sam build` makes folders and no archive.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fakes.clones import git
from lambda_packaging.commands import find_uv, is_inherited, run_command
from lambda_packaging.target import host_architecture

OURS, SAM, PEX, NAIVE = "invoke build", "sam build", "pex3 venv create", "pip install --target"
LOCK, PEERS_LOCK = "requirements/layer.lock", "requirements/peers.lock"
HANDLER = ("functions/orchestrator/lambda_function.py", "functions/shared/lambda_common.py")
NAIVE_LAYER = Path(__file__).with_name("naive_layer.py")
# Read before the tests move it: how registries are reached is this machine's business, for uv and for pip.
USER_SETTINGS = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")

PROVE = (sys.executable, "-m", "invoke", "prove", "--no-cache")
# What the declaration says beyond the default rules and its services.
RISKY_LINES = (
    "rules = { strip = true }\n",
    'pycparser = "cffi reads C declarations with it, when something is compiled"\n',
)

type Command = tuple[str | Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """One way to a layer.

    Attributes:
        anew: The command that builds everything.
        again: The command that has nothing to do if nothing changed; empty if there is none.
        before_again: What must have run once before `again` has nothing to do.
        folder: Where the commands run.
        environment: All their variables, but for the next one.
        downloads: The variable that names the folder of the download cache.
        output: What `anew` leaves: an archive, or a folder.
    """

    name: str
    anew: Command
    again: Command = ()
    before_again: tuple[Command, ...] = ()
    folder: Path
    environment: Mapping[str, str]
    downloads: str
    output: Path


def list_builders(folder: Path, root: Path) -> tuple[Builder, ...]:
    """Installs the peers into `folder`, lays their projects out there, and gives ours first."""
    environment = install_peers(folder / "peers", root / PEERS_LOCK)
    ours = our_builder(folder / "ours", root)
    return (
        ours,
        sam_builder(folder / "sam", root, environment),
        pex_builder(folder / "pex", root, environment),
        naive_builder(folder / "naive", root, environment),
    )


def install_peers(folder: Path, lock: Path) -> dict[str, str]:
    """Installs the peers and gives the variables to run them with: theirs is the first `python3.13` on the path."""
    python = folder / "environment/bin/python"
    run_command([find_uv(), "venv", "--quiet", "--python", sys.executable, folder / "environment"])
    options = ("--quiet", "--compile-bytecode", "--only-binary", ":all:", "--require-hashes")
    run_command([find_uv(), "pip", "install", *options, "--python", python, "--requirements", lock])
    settings = {
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "XDG_CONFIG_HOME": USER_SETTINGS,
        "SAM_CLI_TELEMETRY": "0",
    }
    # As if it had asked just now: otherwise its first run asks for a newer version of itself.
    write(folder / "home/.aws-sam/metadata.json", json.dumps({"lastVersionCheck": time.time()}))
    return {name: value for name, value in os.environ.items() if is_inherited(name)} | settings


def our_builder(folder: Path, root: Path) -> Builder:
    """Gives this repository's own build, in a clone with the files as they are now."""
    for name in git(root, "ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")
    invoke = (sys.executable, "-m", "invoke", "build")
    return Builder(
        name=OURS,
        anew=(*invoke, "--no-cache"),
        again=invoke,
        folder=folder,
        environment=os.environ | {"XDG_CONFIG_HOME": USER_SETTINGS},
        downloads="UV_CACHE_DIR",
        output=folder / f"dist/dependencies-layer-{host_architecture()}.zip",
    )


def safe_builder(folder: Path, ours: Builder) -> Builder:
    """Gives our build of a copy of `ours` whose declaration switches on nothing beyond the default rules."""
    shutil.copytree(ours.folder, folder, ignore=shutil.ignore_patterns("dist", "build", ".cache"))
    declaration = folder / "pyproject.toml"
    text = declaration.read_text()
    for line in RISKY_LINES:
        assert line in text, line
        text = text.replace(line, "")
    declaration.write_text(text)
    return replace(ours, folder=folder, output=folder / ours.output.relative_to(ours.folder))


def sam_builder(folder: Path, root: Path, environment: Mapping[str, str]) -> Builder:
    """Gives `sam build` of a layer and a function, without a container."""
    write(folder / "dependencies/requirements.txt", (root / LOCK).read_text())
    for name in HANDLER:
        write(folder / "handler" / Path(name).name, (root / name).read_text())
    write(folder / "template.yaml", json.dumps(sam_template(), indent=2))  # JSON is YAML
    return Builder(
        name=SAM,
        anew=("sam", "build"),
        again=("sam", "build", "--cached"),
        before_again=(("sam", "build", "--cached"),),
        folder=folder,
        environment=environment,
        downloads="PIP_CACHE_DIR",
        output=folder / ".aws-sam/build",
    )


def sam_template() -> dict[str, object]:
    """Gives the template: what our own declaration says, in SAM's words."""
    architecture = host_architecture()
    layer = {
        "Type": "AWS::Serverless::LayerVersion",
        "Properties": {"ContentUri": "dependencies"},
        "Metadata": {"BuildMethod": "python3.13", "BuildArchitecture": architecture},
    }
    function = {
        "CodeUri": "handler",
        "Handler": "lambda_function.lambda_handler",
        "Runtime": "python3.13",
        "Architectures": [architecture],
        "Layers": [{"Ref": "Dependencies"}],
    }
    return {
        "Transform": "AWS::Serverless-2016-10-31",
        "Resources": {
            "Dependencies": layer,
            "Orchestrator": {"Type": "AWS::Serverless::Function", "Properties": function},
        },
    }


def pex_builder(folder: Path, root: Path, environment: Mapping[str, str]) -> Builder:
    """Gives pex's recipe for layers, each command the faster of its two ways.

    From our lock a cold build is faster, from pex's own lock a build with nothing to do.
    """
    folder.mkdir()
    common: Command = ("--no-build", "--use-pip-config", "--python", "python3.13")
    create: Command = ("pex3", "venv", "create", *common, "--layout", "flat-zipped", "--prefix", "python", "--force")
    own_lock, layer = folder / "lock.json", folder / "layer"
    again: Command = (*create, "--lock", own_lock, "--dest-dir", folder / "again")
    return Builder(
        name=PEX,
        anew=(*create, "--intransitive", "--requirement", root / LOCK, "--dest-dir", layer),
        again=again,
        before_again=(("pex3", "lock", "create", *common, "--requirement", root / LOCK, "--output", own_lock), again),
        folder=folder,
        environment=environment,
        downloads="PEX_ROOT",
        output=folder / "layer.zip",
    )


def naive_builder(folder: Path, root: Path, environment: Mapping[str, str]) -> Builder:
    """Gives what everybody writes first; pip cannot tell that nothing changed."""
    folder.mkdir()
    return Builder(
        name=NAIVE,
        anew=("python3.13", NAIVE_LAYER, root / LOCK, folder / "layer.zip"),
        folder=folder,
        environment=environment,
        downloads="PIP_CACHE_DIR",
        output=folder / "layer.zip",
    )


def write(path: Path, text: str) -> None:
    """Writes a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
