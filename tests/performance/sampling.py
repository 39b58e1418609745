"""What one run of a command costs: time, memory of its whole process tree, and the bytes that it leaves.

Comes in: a builder and one of its commands, or any command. Goes out: seconds, megabytes, a digest. A command that
fails ends the comparison with its words.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.processes import descendants
from performance.builders import Builder, Command

BYTES_IN_MB, BYTES_IN_KB = 1_000_000, 1024
MEMORY_EVERY_SECONDS = 0.02
PROBE = Path(__file__).with_name("import_probe.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run cost.

    Attributes:
        cpu_seconds: Of the whole process, from its start.
        peak_mb: The most memory that it held.
    """

    cpu_seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import in a process of its own.

    Attributes:
        cpu_seconds: Processor time, user and system.
        compiled: How many sources of the layer were compiled.
    """

    cpu_seconds: float
    compiled: int


def seconds_of(builder: Builder, command: Command, *, downloads: Path) -> float:
    """Gives the wall time of a command, the start of its interpreter included."""
    started = time.perf_counter()
    watch(builder, command, downloads=downloads, look=lambda process: process.wait())
    return time.perf_counter() - started


def cost_of(command: Sequence[str | Path], variables: Mapping[str, str]) -> Cost:
    """Runs a command with some variables more than this process has, and gives its cost from its start to its end."""
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(words, env={**os.environ, **variables}, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        assert process.returncode == 0, output.read().decode(errors="replace")
    return Cost(cpu_seconds=usage.ru_utime + usage.ru_stime, peak_mb=usage.ru_maxrss / BYTES_IN_KB)


def peak_memory_mb_of(builder: Builder, command: Command, *, downloads: Path) -> float:
    """Gives the largest sum of the proportional set sizes of a command and all its descendants."""
    peaks = [0.0]

    def look(process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None:
            family = (process.pid, *descendants(process.pid))
            peaks.append(sum(memory_mb(member) for member in family))
            time.sleep(MEMORY_EVERY_SECONDS)

    watch(builder, command, downloads=downloads, look=look)
    return max(peaks)


def watch(
    builder: Builder, command: Command, *, downloads: Path, look: Callable[[subprocess.Popen[bytes]], object]
) -> None:
    """Runs a command while `look` looks at it until its end."""
    environment = {**builder.environment, builder.downloads: str(downloads)}
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as output:
        with subprocess.Popen(words, cwd=builder.folder, env=environment, stdout=output, stderr=output) as process:
            look(process)
        output.seek(0)
        assert process.returncode == 0, output.read().decode(errors="replace")


def memory_mb(process_id: int) -> float:
    """Gives the proportional set size: pages that several processes share count once in a sum."""
    try:
        text = Path(f"/proc/{process_id}/smaps_rollup").read_text()
    except OSError:  # it has ended
        return 0.0
    sizes = [int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")]
    return sum(sizes) * BYTES_IN_KB / BYTES_IN_MB


def digest(output: Path) -> str:
    """Gives the hash of a file, or of the names and contents of all files below a folder."""
    if output.is_file():
        return hashlib.sha256(output.read_bytes()).hexdigest()
    files = sorted(path for path in output.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(output)} {digest(path)}\n" for path in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def import_from(layer: Path) -> Import:
    """Imports strands and its Bedrock model with nothing but the unpacked `layer`."""
    command = [sys.executable, "-S", "-I", "-B", str(PROBE), str(layer / "python")]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, env={})
    assert finished.returncode == 0, finished.stderr
    return Import(**json.loads(finished.stdout))
