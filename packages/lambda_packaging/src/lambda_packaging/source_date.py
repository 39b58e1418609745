"""The time that artifacts carry: the commit's, never the clock's.

Comes in: `SOURCE_DATE_EPOCH`, or the git repository of the project. Goes out: seconds since 1970.
"""

import os
from pathlib import Path

from lambda_packaging.commands import run_command
from lambda_packaging.errors import DeclarationError, ToolFailedError, ToolMissingError

VARIABLE = "SOURCE_DATE_EPOCH"
NEW_YEAR_1980 = 315_532_800  # the time of every file in the archives
LATEST = 253_402_300_799  # the last second of the year 9999
NO_COMMIT_SIGNS = ("not a git repository", "does not have any commits")  # git's own words


def read_source_date(root: Path) -> int:
    """Gives the time of the last commit in `root`, or 1980 where there is no commit to ask.

    Raises:
        DeclarationError: `SOURCE_DATE_EPOCH` is set to something else than whole seconds of this era.
        ToolFailedError: There is a repository, and git refuses to read it.
    """
    declared = os.environ.get(VARIABLE)
    if declared is not None:
        if not declared.isdecimal() or int(declared) > LATEST:
            problem = f"is {declared!r}; expected whole seconds, as `git log -1 --format=%ct` prints them"
            raise DeclarationError(key=VARIABLE, problem=problem)
        return int(declared)
    try:
        return int(run_command(["git", "-C", root, "log", "-1", "--format=%ct"]))
    except ToolMissingError:
        return NEW_YEAR_1980
    except ToolFailedError as error:
        if any(sign in error.output for sign in NO_COMMIT_SIGNS):
            return NEW_YEAR_1980
        raise
