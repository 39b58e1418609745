"""The files and variables with which Terraform runs: where its state lies, where its provider comes from.

Comes in: an environment and this machine's variables. Goes out: git-ignored files beside the configuration.
"""

from collections.abc import Mapping
from pathlib import Path

from lambda_packaging.atomic_write import write_text

from coderipple_deployment.environment import Environment

MIRROR = "CODERIPPLE_PROVIDER_MIRROR"
OVERRIDE = "backend_override.tf"
CLI_CONFIGURATION = "TF_CLI_CONFIG_FILE"
# What a person set for other projects would change what is done here.
_FOREIGN = ("TF_CLI_ARGS", "TF_DATA_DIR", "TF_VAR_", "TF_WORKSPACE")
_OURS = "CODERIPPLE_"  # secrets among them, which neither Terraform nor its provider has a use for
_S3 = """\
terraform {
  backend "s3" {
    use_lockfile = true
  }
}
"""
_LOCAL = """\
terraform {{
  backend "local" {{
    path = "environments/{name}.tfstate"
  }}
}}
"""
_MIRROR = """\
provider_installation {{
  filesystem_mirror {{
    path = "{path}"
  }}
}}
"""


def data_folder(environment: Environment) -> Path:
    """Gives the folder where Terraform keeps what it knows about this environment."""
    return environment.folder / ".terraform" / environment.name


def write_backend(environment: Environment) -> list[str]:
    """Says where the state lies; gives the arguments of `init` for it."""
    if environment.backend.is_file():
        write_text(environment.folder / OVERRIDE, _S3)
        return [f"-backend-config={environment.backend.relative_to(environment.folder)}"]
    write_text(environment.folder / OVERRIDE, _LOCAL.format(name=environment.name))
    return []


def program_environment(environment: Environment, environ: Mapping[str, str]) -> dict[str, str]:
    """Gives the variables of the program, and writes the configuration that names the mirror if there is one."""
    kept = {name: value for name, value in environ.items() if not name.startswith((*_FOREIGN, _OURS))}
    folder = data_folder(environment)
    folder.mkdir(parents=True, exist_ok=True)
    if mirror := environ.get(MIRROR):
        configuration = folder / "mirror.tfrc"
        write_text(configuration, _MIRROR.format(path=mirror))
        kept[CLI_CONFIGURATION] = str(configuration)
    elif not Path(kept.get(CLI_CONFIGURATION, "")).is_file():
        kept.pop(CLI_CONFIGURATION, None)  # it names a file that is not there, of which each command would warn
    return kept | {"TF_DATA_DIR": str(folder), "TF_INPUT": "0", "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
