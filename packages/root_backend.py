"""What `pip install` of the repository's root builds: the package `coderipple`.

pre-commit installs a hook from the root of its repository and knows no subfolder. Comes in: PEP 517's calls for the
root. Goes out: what hatchling answers for `packages/coderipple`. See docs/decisions/0019-install-from-the-root.md.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hatchling import build as hatchling

MEMBER = Path(__file__).parent / "coderipple"
type Settings = dict[str, Any] | None


def get_requires_for_build_wheel(settings: Settings = None) -> list[str]:
    """Gives what the build needs beyond hatchling."""
    with in_member():
        return hatchling.get_requires_for_build_wheel(settings)


def build_wheel(folder: str, settings: Settings = None, metadata_folder: str | None = None) -> str:
    """Builds the wheel into `folder`, and gives its name."""
    return build(hatchling.build_wheel, folder, settings, metadata_folder)


def get_requires_for_build_editable(settings: Settings = None) -> list[str]:
    """Gives what the build needs beyond hatchling."""
    with in_member():
        return hatchling.get_requires_for_build_editable(settings)


def build_editable(folder: str, settings: Settings = None, metadata_folder: str | None = None) -> str:
    """Builds the wheel that points at the sources into `folder`, and gives its name."""
    return build(hatchling.build_editable, folder, settings, metadata_folder)


def build(make: Callable[..., str], folder: str, settings: Settings, metadata_folder: str | None) -> str:
    """Has hatchling build there; `folder` may be given as it is seen from the root."""
    wheels = Path(folder).resolve()
    with in_member():
        return make(str(wheels), settings, metadata_folder)


@contextmanager
def in_member() -> Iterator[None]:
    """PEP 517 starts a backend in the project's folder: for hatchling that is the member's."""
    before = Path.cwd()
    os.chdir(MEMBER)
    try:
        yield
    finally:
        os.chdir(before)
