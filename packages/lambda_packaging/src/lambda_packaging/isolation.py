"""How a function sees its layers: at Lambda's real places, or through the path.

Comes in: a layout. Goes out: the command that stands before the emulator, and the two places.

With a user and a mount namespace the layers lie at `/opt` and the function at `/var/task`, read-only, as in
Lambda. Some machines forbid that; then the same folders are only on the path, and the result says so.
"""

import functools
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.layout import Layout

NAMESPACES, SEARCH_PATH = "namespaces", "PYTHONPATH"
# Overlays, so that what this machine keeps in /opt and /var stays: an interpreter perhaps, or the clone that a
# function writes to. An overlay is read-only all the way down; the machine's own folders are put back over it, from
# descriptors that were opened before it hid them (-c: or mount would follow the descriptor's name to the overlay).
MOUNT = """
set -e; mount="$1"; root="$2"; shift 2
put_back() {
  for folder in "/$1"/*/; do
    name="${folder#"/$1/"}"; name="${name%/}"
    [ "$name" = "$3" ] || [ -L "/$1/$name" ] || "$mount" -c --rbind "/proc/self/fd/$2/$name" "/$1/$name"
  done
}
exec 8</opt 9</var
"$mount" -t overlay -o ro,lowerdir="$root/opt:/opt" layers /opt
"$mount" -t overlay -o ro,lowerdir="$root/var:/var" function /var
put_back opt 8 python
put_back var 9 task
exec 8<&- 9<&-
cd /var/task; exec "$@"
"""
PROBE_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolation:
    """Where a function finds its files.

    Attributes:
        kind: `namespaces` or `PYTHONPATH`.
        prefix: What to put before the command.
        task: The function's folder, as it sees it.
        layers: The layers' folder, as it sees it.
    """

    kind: str
    prefix: tuple[str, ...]
    task: str
    layers: str


def choose_isolation(layout: Layout, *, network: bool = True) -> Isolation:
    """Gives the best way that this machine allows; without `network` nothing can be reached, where it allows that."""
    prefix = _namespace_prefix(layout.folder, network=network)
    if prefix and _works(prefix):
        return Isolation(kind=NAMESPACES, prefix=prefix, task="/var/task", layers="/opt")
    return Isolation(kind=SEARCH_PATH, prefix=(), task=str(layout.task), layers=str(layout.layers))


def _namespace_prefix(folder: Path, *, network: bool) -> tuple[str, ...]:
    programs = [shutil.which(name) for name in ("unshare", "sh", "mount")]
    if not all(programs) or any(sign in str(folder) for sign in ':,\\"'):  # these mean something to overlayfs
        return ()
    unshare, shell, mount = (str(program) for program in programs)
    namespaces = ("-r", "-m") if network else ("-r", "-m", "-n")
    return (unshare, *namespaces, "--", shell, "-c", MOUNT, shell, mount, str(folder))


@functools.cache  # a cold start is measured hundreds of times, and the answer stays the same
def _works(prefix: tuple[str, ...]) -> bool:
    """Tries the mounts once, in namespaces that end with the attempt."""
    attempt = [*prefix, "/bin/true"]
    try:
        finished = subprocess.run(attempt, capture_output=True, timeout=PROBE_SECONDS, check=False)  # noqa: S603  # ours
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0
