"""A built and proven project, and an environment of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from coderipple_deployment.environment import Environment, read_environment
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
        root = tmp_path / "clone"
        write(root / "infra/terraform/variables.tf", VARIABLES)
        write(root / "infra/terraform/.terraform-version", "1.11.4\n")
        write(root / f"infra/terraform/environments/{name}.tfvars", TFVARS.format(name=name, more=more))
        return read_environment(root, name)

    return make


@pytest.fixture
def environment(make_environment: MakeEnvironment) -> Environment:
    """The usual one."""
    return make_environment()


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
