"""The acknowledging path: a signed push that is not for us, up to the 202 that GitHub waits for."""

import sys
from pathlib import Path

from signed_push import push_elsewhere, tell

if __name__ == "__main__":
    tell(push_elsewhere(Path(sys.argv[1])))
