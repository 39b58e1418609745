"""A built and proven project, and an environment of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from coderipple_deployment.environment import TERRAFORM, Environment, read_environment
from fakes.sample_project import write
from lambda_packaging.manifest import read_manifest, require_artifacts
from lambda_packaging.project import Project
from lambda_packaging.proof_record import Failure, Proof, write_proof

VARIABLES = """
variable "aws_region" {
  type    = string
  default = "eu-west-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region must be the name of a region."
  }
}

variable "architecture" {
  type    = string
  default = "x86_64"
}

variable "allowed_account_ids" {
  type    = list(string)
  default = []
}

variable "environment" {
  type = string
}

variable "lambda_function_name" {
  type    = string
  default = "sample"
}

variable "lambda_timeout" {
  type    = number
  default = 900
}
"""
TFVARS = """
# a comment
environment       = "{name}"
github_repo_name  = "thumbnails"
github_repo_owner = "ada"
{more}
"""
type MakeEnvironment = Callable[..., Environment]


@pytest.fixture
def make_environment(tmp_path: Path) -> MakeEnvironment:
    """Writes an environment with further lines and reads it."""

    def make(name: str = "development", more: str = "") -> Environment:
        return read_environment(write_environment(tmp_path / "clone", name, more), name)

    return make


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The usual environment; reading it takes longer than most tests of what is done with it."""
    root = write_environment(tmp_path_factory.mktemp("environment"), "development")
    return read_environment(root, "development")


@pytest.fixture
def environment(tmp_path: Path, read_once: Environment) -> Environment:
    """The usual one, with files of a test's own."""
    folder = write_environment(tmp_path / "clone", "development") / TERRAFORM
    return replace(read_once, folder=folder, variables=folder / read_once.variables.relative_to(read_once.folder))


def write_environment(root: Path, name: str, more: str = "") -> Path:
    """Writes an environment into a clone, and returns the clone."""
    write(root / TERRAFORM / "variables.tf", VARIABLES)
    write(root / TERRAFORM / ".terraform-version", "1.11.4\n")
    write(root / TERRAFORM / f"environments/{name}.tfvars", TFVARS.format(name=name, more=more))
    return root


@pytest.fixture
def proven(built_sample: Project) -> Project:
    """A project that was built and proven."""
    prove(built_sample)
    return built_sample


def prove(project: Project, *failures: Failure) -> None:
    """Writes the record of a proof of what lies in `dist/`."""
    found = require_artifacts(read_manifest(project.dist), project.dist, architecture="x86_64")
    proof = Proof(
        architecture="x86_64",
        inputs_sha256="0" * 64,
        artifacts={artifact.file_name: artifact.sha256 for artifact in found},
        isolation="namespaces",
        machine_code_of="x86_64",
        checked={"import": 3},
        failures=failures,
        never_worked=(),
        left_out=(),
    )
    write_proof(proof, project.dist)
