"""An environment: a file of Terraform variables, and the defaults that it leaves standing.

Comes in: `infra/terraform/environments/<name>.tfvars` and `variables.tf`. Goes out: an `Environment`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hcl2
from lark.exceptions import LarkError

from coderipple_deployment.errors import EnvironmentFileError, OptionError

TERRAFORM = Path("infra", "terraform")
PRODUCTION = "production"
DEFAULT_BRANCH = "main"
_PLAIN = hcl2.SerializationOptions(
    with_comments=False, explicit_blocks=False, preserve_heredocs=False, strip_string_quotes=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the tasks must know about an environment before they ask Terraform.

    Attributes:
        folder: Terraform's configuration.
        variables: The file with its variables.
        repository: The documented repository, `owner/name`.
        branch: Its documented branch.
        allowed_account_ids: The accounts that may be deployed to; empty means any.
        timeout_seconds: How long the function may take.
        force_destroy: Whether `invoke destroy` takes also what protects from mistakes.
    """

    name: str
    folder: Path
    variables: Path
    region: str
    architecture: str
    function_name: str
    repository: str
    branch: str
    allowed_account_ids: tuple[str, ...]
    timeout_seconds: int
    force_destroy: bool = False

    @property
    def is_production(self) -> bool:
        """Whether only what is committed may go there."""
        return self.name == PRODUCTION

    @property
    def local_state(self) -> Path:
        """Where the state lies as long as no bucket is named."""
        return self.folder / "environments" / f"{self.name}.tfstate"

    @property
    def backend(self) -> Path:
        """The file that says in which bucket the state lies; without it the state is local."""
        return self.folder / "environments" / f"{self.name}.s3.tfbackend"


def read_environment(root: Path, name: str) -> Environment:
    """Reads the environment `name` of the repository in `root`.

    Raises:
        OptionError: The name cannot be that of a file.
        EnvironmentFileError: A file is missing, or does not say what is needed.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,30}", name):
        expected = "small letters, digits and dashes: the name of a file in infra/terraform/environments"
        raise OptionError(option="--environment", value=name, expected=expected)
    folder = root / TERRAFORM
    path = folder / "environments" / f"{name}.tfvars"
    if not path.is_file():
        raise EnvironmentFileError(path=path, problem=f"is missing; expected the variables of {name}. {_known(path)}")
    found = _defaults(folder / "variables.tf") | {
        key: value for key, value in _parse(path).items() if value is not None
    }
    if found.get("environment") != name:
        problem = f"says environment = {found.get('environment')!r}; expected {name!r}, as the file is named"
        raise EnvironmentFileError(path=path, problem=problem)
    return Environment(
        name=name,
        folder=folder,
        variables=path,
        region=_text(found, "aws_region", path),
        architecture=_text(found, "architecture", path),
        function_name=_text(found, "lambda_function_name", path),
        repository=f"{_text(found, 'github_repo_owner', path)}/{_text(found, 'github_repo_name', path)}",
        branch=str(found.get("branch") or DEFAULT_BRANCH),
        allowed_account_ids=_texts(found, "allowed_account_ids", path),
        timeout_seconds=_whole_number(found, "lambda_timeout", path),
        force_destroy=found.get("force_destroy") is True,
    )


def _known(path: Path) -> str:
    names = sorted(file.stem for file in path.parent.glob("*.tfvars"))
    return f"There are {', '.join(names)}" if names else "Copy one of the examples there"


def _defaults(path: Path) -> dict[str, Any]:
    """Reads the defaults of the variables; what has none must stand in the environment's file."""
    defaults: dict[str, Any] = {}
    for block in _parse(path).get("variable", ()):
        defaults |= {name: body["default"] for name, body in block.items() if "default" in body}
    return defaults


def _parse(path: Path) -> dict[str, Any]:
    try:
        return dict(hcl2.loads(path.read_text(encoding="utf-8") + "\n", serialization_options=_PLAIN))
    except (OSError, UnicodeDecodeError, LarkError) as error:
        reason = str(error).splitlines()[0]
        raise EnvironmentFileError(path=path, problem=f"cannot be read ({reason}); expected HCL") from error


def _text(found: Mapping[str, Any], key: str, path: Path) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not value or "${" in value:
        raise EnvironmentFileError(path=path, problem=f"says {key} = {value!r}; expected a text")
    return value


def _texts(found: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    value = found.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise EnvironmentFileError(path=path, problem=f"says {key} = {value!r}; expected a list of texts")
    return tuple(value)


def _whole_number(found: Mapping[str, Any], key: str, path: Path) -> int:
    value = found.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise EnvironmentFileError(path=path, problem=f"says {key} = {value!r}; expected a whole number")
    return value
