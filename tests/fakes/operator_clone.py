"""What an operator has: a clone of this project with something built, and the tasks, run as a person runs them."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fakes.clones import git
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.manifest import Manifest
from lambda_packaging.progress import SilentProgress
from lambda_packaging.proof_record import read_proof, write_proof
from lambda_packaging.target import host_architecture

ROOT = Path(__file__).parents[2]
ENVIRONMENT = "trial"
FUNCTION = "coderipple-trial"
REGION = "eu-central-1"
PATIENCE_SECONDS = 120
TFVARS = """\
environment          = "{environment}"
lambda_function_name = "{function}"
architecture         = "{architecture}"
aws_region           = "{region}"
github_repo_owner    = "{owner}"
github_repo_name     = "{name}"
github_api_url       = "{api_url}"
force_destroy        = true
lambda_timeout       = 60
"""


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a task ended.

    Attributes:
        data: What it printed as JSON; empty if nothing.
        said: What it wrote to standard error.
    """

    code: int
    data: Mapping[str, Any]
    said: str
    seconds: float


@dataclass(kw_only=True)
class Clone:
    """A clone with an environment for trying out.

    Attributes:
        variables: Those of the tasks: which AWS, whose credentials, which secrets.
        timings: What took how long, for the table at the end.
    """

    root: Path
    variables: dict[str, str]
    timings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def module(self) -> Path:
        """Terraform's configuration."""
        return self.root / "infra" / "terraform"

    def invoke(self, *arguments: str, told: str = "", **variables: str) -> Done:
        """Runs a task to its end; `told` names it in the table of timings."""
        started = time.monotonic()
        process = self.start(*arguments, **variables)
        output, said = process.communicate(timeout=600)
        seconds = time.monotonic() - started
        if told:
            self.timings.append((told, f"{seconds:.1f} s"))
        data = json.loads(output) if output.startswith("{") else {}
        return Done(code=process.returncode, data=data, said=said, seconds=seconds)

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Starts a task."""
        return subprocess.Popen(
            [sys.executable, "-m", "invoke", *arguments, "--environment", ENVIRONMENT],
            cwd=self.root,
            env=self.variables | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def edit(self, place: str, text: str) -> None:
        """Adds a text to a file and commits it."""
        with (self.root / place).open("a", encoding="utf-8") as file:
            file.write(text)
        git(self.root, "commit", "--quiet", "-am", f"chore: change {place}")

    def build(self) -> Manifest:
        """Builds what is out of date, and says that it is proven: proofs have tests of their own, and take a minute."""
        project, architecture = read_project(self.root), host_architecture()
        manifest = build(project, architectures=[architecture], progress=SilentProgress())
        proof = read_proof(project.dist, architecture=architecture)
        assert proof is not None
        hashes = {artifact.file_name: artifact.sha256 for artifact in manifest.on(architecture)}
        write_proof(replace(proof, artifacts=hashes), project.dist)
        return manifest


def make_clone(root: Path, dist: Path, *, full_name: str, api_url: str, variables: Mapping[str, str]) -> Clone:
    """Copies this project as it is, also what is not committed, with what was built in `dist`."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in listed:
        if name and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    shutil.copytree(dist, root / "dist", ignore=shutil.ignore_patterns("demo", "report"))
    owner, name = full_name.split("/")
    facts = {"owner": owner, "name": name, "api_url": api_url, "architecture": host_architecture()}
    content = TFVARS.format(environment=ENVIRONMENT, function=FUNCTION, region=REGION, **facts)
    (root / f"infra/terraform/environments/{ENVIRONMENT}.tfvars").write_text(content)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "feat: everything")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "UV_CACHE_DIR", "LANG") if name in os.environ}
    return Clone(root=root, variables=kept | dict(variables))


def wait_until(what: str, is_so: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> None:
    """Waits until something is the case."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, f"it never came to it that {what}"
        time.sleep(0.2)
