"""The packaging that everybody makes first, as a ceiling for cold starts.

Comes in: a project and an unpacked function. Goes out: the same function with everything that the lock names, nothing
left out, bytecode as the installer compiles it, and every file of one fixed time as in a reproducible archive. So no
bytecode fits its source, and as in Lambda's read-only `/opt` each start compiles all of it again. Its handler imports
at once what the real one imports when it is needed.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lambda_packaging.inputs import hash_facts
from lambda_packaging.manifest import hash_file
from lambda_packaging.project import Project
from lambda_packaging.resolve import PLATFORMS, install
from lambda_packaging.target import host_architecture
from lambda_packaging.unpack import STAGE, UnpackedFunction, forget_old

NEW_YEAR_1980 = 315_532_800
EAGER = "eager"
EAGER_HANDLER = """\
from contextlib import suppress
from importlib import import_module

for name in {modules!r}:
    with suppress(ImportError):  # the real one tried it in vain, too
        import_module(name)
from {module} import {handler} as handler
"""


def lay_out_naive(project: Project, function: UnpackedFunction, *, modules: Iterable[str]) -> UnpackedFunction:
    """Lays the naive packaging of `function` out, below `build/`, unless it is there already.

    Args:
        project: What is locked.
        function: What was built for this machine.
        modules: What the handler imports at once.

    Raises:
        PackagingError: Something cannot be installed.
    """
    module, handler = function.handler.split(".")
    text = EAGER_HANDLER.format(modules=list(modules), module=module, handler=handler)
    facts = [("lock", hash_file(project.lock)), ("built", function.folder.name), ("handler", text)]
    folder = project.work / "naive" / hash_facts(facts)[:16]
    naive = replace(function, folder=folder, handler=f"{EAGER}.handler")
    if folder.is_dir():
        folder.touch()
        return naive
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=STAGE, dir=folder.parent, ignore_cleanup_errors=True) as stage:
        _fill(replace(naive, folder=Path(stage, "content")), project, function, text)
        try:
            Path(stage, "content").rename(folder)
        except OSError:
            if not folder.is_dir():  # another process was first: its folder is as good
                raise
    forget_old(folder.parent)
    return naive


def _fill(naive: UnpackedFunction, project: Project, function: UnpackedFunction, text: str) -> None:
    without_bytecode = shutil.ignore_patterns("__pycache__")
    shutil.copytree(function.layers, naive.layers, ignore=without_bytecode)
    shutil.copytree(function.task, naive.task, ignore=without_bytecode)
    installed = naive.folder / "installed"
    platform = PLATFORMS[host_architecture()]
    install(project.lock, installed, "--compile-bytecode", python=project.python, platform=platform)
    # Copied, because uv's cache has the same files, and their times change here.
    shutil.copytree(installed, naive.layers / "python", dirs_exist_ok=True)
    shutil.rmtree(installed)
    (naive.task / f"{EAGER}.py").write_text(text, encoding="utf-8")
    for path in naive.folder.rglob("*.py"):
        os.utime(path, (NEW_YEAR_1980, NEW_YEAR_1980))
