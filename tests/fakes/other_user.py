"""Another user of this machine, as far as the machine lets a test become one."""

import subprocess
import sys

import pytest

USER = 1234


def as_other_user() -> list[str]:
    """Gives what to put before a command so that it runs as a user without rights of its own over other files.

    A test that asks for it is skipped where that is not possible.
    """
    prefix = ["unshare", "--user", f"--map-user={USER}", f"--map-group={USER}"]
    attempt = [*prefix, sys.executable, "-c", "import os; print(os.getuid())"]
    try:
        finished = subprocess.run(attempt, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("this machine has no `unshare` to become another user with")
    if finished.stdout.strip() != str(USER):
        pytest.skip(f"this machine does not let us become another user: {finished.stderr.strip()}")
    return prefix
