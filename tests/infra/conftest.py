"""Terraform for the tests of this folder, and a copy of the module with small archives."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from fakes.real_terraform import IS_CI, MODULE, Terraform, find_program, problem

ARCHIVES = {
    "dependencies_layer": "dependencies-layer-x86_64.zip",
    "package_layer": "package-layer.zip",
    "function": "function.zip",
}


@pytest.fixture(scope="session")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """The Terraform of this machine; skips where there is none, and fails instead where CI is set."""
    reason = problem()
    if reason is not None:
        (pytest.fail if IS_CI else pytest.skip)(reason)
    return Terraform(program=find_program() or "", folder=tmp_path_factory.mktemp("terraform"))


@pytest.fixture(scope="session")
def module(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the module, initialized, with archives in its `dist/` that are no real ones."""
    root = tmp_path_factory.mktemp("clone")
    copy = root / "infra" / "terraform"
    shutil.copytree(MODULE, copy, ignore=shutil.ignore_patterns(".terraform", "*.tfstate*", "backend_override.tf"))
    (root / "dist").mkdir()
    for name, file in ARCHIVES.items():
        (root / "dist" / file).write_bytes(b"PK\x05\x06" + bytes(18) + name.encode())
    terraform.run("init", "-backend=false", "-lockfile=readonly", "-no-color", at=copy)
    return copy


@pytest.fixture(scope="session")
def artifacts(module: Path) -> Path:
    """The file of variables that says what is deployed, as the task writes it."""
    dist = module.parents[1] / "dist"
    hashes = {file: hashlib.sha256((dist / file).read_bytes()).hexdigest() for file in ARCHIVES.values()}
    file = module.parents[1] / "artifacts.tfvars.json"
    file.write_text(
        json.dumps({"artifacts": {name: {"file": each, "sha256": hashes[each]} for name, each in ARCHIVES.items()}})
    )
    return file
