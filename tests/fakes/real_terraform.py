"""The Terraform of this machine, with the provider from a mirror on its disk where there is one.

Without Terraform, or without a provider to be had, there is a reason to skip; where `CI` is set both must be there, and
the provider comes from the public registry if no mirror is found.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULE = ROOT / "infra" / "terraform"
# Read before any test scrubs the environment.
MIRROR_VARIABLE = "CODERIPPLE_PROVIDER_MIRROR"
CONFIGURED_MIRROR = os.environ.get(MIRROR_VARIABLE, "")
IS_CI = bool(os.environ.get("CI"))
REGISTRY = "registry."  # how the folder of a mirror begins that is called after a registry
MIRROR_SETTINGS = 'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'
PROVIDER = "hashicorp/aws"
MOST_LEVELS = 6  # of folders, below which no mirror is looked for
NOT_SEARCHED = frozenset({"/proc", "/sys", "/dev", "/run"})
NO_MIRROR = ".terraform"  # what was unpacked for one module


@dataclass(frozen=True, kw_only=True)
class Terraform:
    """Runs Terraform.

    Attributes:
        program: Where it is.
        folder: For its settings and for what it unpacks.
        environment: Beyond what every run gets; AWS's endpoints and keys.
    """

    program: str
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, at: Path, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
        """Runs one command in a module's folder."""
        done = subprocess.run(
            [self.program, f"-chdir={at}", *arguments],
            env=self._variables(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and not may_fail:
            raise AssertionError(f"terraform {' '.join(arguments)}: {done.stdout[-4000:]}{done.stderr[-8000:]}")
        return done

    def _variables(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": os.environ["HOME"],
            "CHECKPOINT_DISABLE": "1",
            "TF_CLI_CONFIG_FILE": str(self._settings()),
            "TF_DATA_DIR": str(self.folder / "data"),
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
            **self.environment,
        }

    def _settings(self) -> Path:
        file, mirror = self.folder / "settings.tfrc", find_mirror()
        file.write_text(MIRROR_SETTINGS.format(mirror=mirror.as_posix()) if mirror else "")
        return file


def find_program() -> str | None:
    """Returns where Terraform is, if it is."""
    return shutil.which("terraform")


@cache
def find_mirror() -> Path | None:
    """Returns the root of a mirror that has the provider: the configured one, else the nearest to the disk's root."""
    if CONFIGURED_MIRROR:
        return Path(CONFIGURED_MIRROR)
    level = ["/"]
    for _ in range(MOST_LEVELS):
        level = [below for folder in level for below in _folders(folder)]
        for folder in level:
            if Path(folder).name.startswith(REGISTRY) and (Path(folder) / PROVIDER).is_dir():
                return Path(folder).parent
    return None


def _folders(folder: str) -> list[str]:
    """Returns the folders in a folder; none where it cannot be read, or has just gone."""
    try:
        with os.scandir(folder) as entries:
            found = [each.path for each in entries if each.is_dir(follow_symlinks=False) and each.name != NO_MIRROR]
    except OSError:
        return []
    return sorted(set(found) - NOT_SEARCHED)


def problem() -> str | None:
    """Returns why Terraform cannot run here, if so."""
    if not find_program():
        return "Terraform is not on the PATH"
    if not find_mirror() and not IS_CI:
        return f"the AWS provider is in no mirror on this machine, and {MIRROR_VARIABLE} names none"
    return None
