"""The worker path: a signed push, up to the first call of a language model, which `scripted_model` stands in for."""

import sys
from pathlib import Path

from signed_push import push_here, tell

if __name__ == "__main__":
    tell(push_here(Path(sys.argv[1]), handler="scripted_model.lambda_handler", ends_early=True))
