"""Makes the bucket in which Terraform's state lies, and the file that names it.

Comes in: an environment. Goes out: a bucket, `environments/<name>.s3.tfbackend`, and the state in its new place.
"""

import json
import re
from dataclasses import dataclass

from lambda_packaging.atomic_write import write_text

from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import TwoStatesError
from coderipple_deployment.ports import Account, Buckets, Terraform
from coderipple_deployment.preflight import require_account

_BACKEND = """\
# Where the state of {name} lies; written by `invoke bootstrap`. It holds no secret and belongs into git.
bucket  = "{bucket}"
key     = "{function_name}/{name}.tfstate"
region  = "{region}"
encrypt = true
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrapped:
    """What was made.

    Attributes:
        is_new: Whether the bucket was not there before.
    """

    bucket: str
    is_new: bool


def bootstrap(environment: Environment, *, account: Account, buckets: Buckets, terraform: Terraform) -> Bootstrapped:
    """Makes bucket and file, and takes a local state along; done twice it changes nothing.

    Raises:
        TwoStatesError: A state lies in the bucket already, and another one here.
    """
    terraform.require_version()
    require_account(environment, account)
    owner = account.account_id()
    bucket = _named_bucket(environment) or f"coderipple-state-{owner}-{environment.region}"
    is_new = buckets.make(bucket, owner=owner)
    content = _BACKEND.format(
        name=environment.name,
        bucket=bucket,
        function_name=environment.function_name,
        region=environment.region,
    )
    if not is_new:
        _require_one_state(environment, bucket, buckets, owner=owner)
    if not environment.backend.is_file():
        write_text(environment.backend, content)
    terraform.move_state()
    return Bootstrapped(bucket=bucket, is_new=is_new)


def _require_one_state(environment: Environment, bucket: str, buckets: Buckets, *, owner: str) -> None:
    """Refuses to let an old state of this clone replace the one that others go by."""
    local = environment.local_state
    is_here = local.is_file() and bool(json.loads(local.read_text(encoding="utf-8") or "{}").get("resources"))
    key = f"{environment.function_name}/{environment.name}.tfstate"
    if is_here and buckets.holds(bucket, key, owner=owner):
        place = local.relative_to(environment.folder).as_posix()
        raise TwoStatesError(environment=environment.name, bucket=bucket, local=place)


def _named_bucket(environment: Environment) -> str | None:
    """Gives the bucket that the environment's file names already; a person may have chosen another name."""
    if not environment.backend.is_file():
        return None
    named = re.search(r'^\s*bucket\s*=\s*"([^"]+)"', environment.backend.read_text(encoding="utf-8"), re.MULTILINE)
    return named[1] if named else None
