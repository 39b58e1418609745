"""What Lambda has and this machine does not: AWS's runtime interface emulator and the runtime's own client.

Comes in: their two locks. Goes out: installed folders, found again as long as the locks stay the same.
"""

import hashlib
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.errors import PlatformError, ToolMissingError
from lambda_packaging.project import Project
from lambda_packaging.resolve import install
from lambda_packaging.target import host_architecture

# Where the distribution `aws-sam-cli` carries AWS's own program; nothing else of it is used.
EMULATOR_IN_WHEEL = "samcli/local/rapid/aws-lambda-rie-{architecture}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmulatorTools:
    """Where the tools are.

    Attributes:
        emulator: The program.
        runtime_client: The folder with `awslambdaric`, which Lambda keeps outside of the layers.
    """

    emulator: Path
    runtime_client: Path


def install_tools(project: Project) -> EmulatorTools:
    """Installs the tools that the project's locks name, unless they are there already.

    Raises:
        PlatformError: The machine is not Linux.
        ResolveError: They cannot be downloaded, or are not the locked ones.
    """
    require_linux(sys.platform)
    wheel = _install_once(project.emulator_lock, project.tools)
    emulator = wheel / EMULATOR_IN_WHEEL.format(architecture=host_architecture())
    if not emulator.is_file():
        remedy = f"Check that {project.emulator_lock} names a version of aws-sam-cli that carries it"
        raise ToolMissingError(program=str(emulator), remedy=remedy)
    return EmulatorTools(emulator=emulator, runtime_client=install_runtime_client(project))


def install_runtime_client(project: Project) -> Path:
    """Installs what Lambda's runtime brings itself, unless it is there already, and gives its folder.

    Raises:
        ResolveError: It cannot be downloaded, or is not what the lock names.
    """
    return _install_once(project.runtime_lock, project.tools)


def require_linux(system: str) -> None:
    """Refuses a system that cannot run the emulator.

    Raises:
        PlatformError: It is not Linux.
    """
    if system != "linux":
        remedy = "Run it on Linux or in a Linux virtual machine; building works everywhere"
        raise PlatformError(found=system, expected="Linux, the only system that AWS's emulator runs on", remedy=remedy)


def _install_once(lock: Path, folder: Path) -> Path:
    content = lock.read_bytes() if lock.is_file() else b""
    key = hashlib.sha256(content + platform.python_version().encode()).hexdigest()[:16]
    installed = folder / f"{lock.stem}-{key}"
    if installed.is_dir():
        return installed
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="stage-", dir=folder) as stage:
        target = Path(stage, "content")
        # Compiled once, or every measured cold start would compile the client anew.
        install(lock, target, "--compile-bytecode", python=platform.python_version(), platform="this machine")
        try:
            target.rename(installed)
        except OSError:
            if not installed.is_dir():  # another process was first: its folder is as good
                raise
            shutil.rmtree(target)
    return installed
