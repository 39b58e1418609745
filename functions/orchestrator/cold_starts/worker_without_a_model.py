"""The worker path as it is without a language model: a signed push, up to the answer that tells what was documented."""

import sys
from pathlib import Path

from signed_push import push_here, tell

if __name__ == "__main__":
    tell(push_here(Path(sys.argv[1])))
