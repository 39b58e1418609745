"""A project that has nothing to do with the others: thumbnails of images, two dependencies layers, two functions."""

from pathlib import Path

from fakes.sample_project import write
from fakes.wheels import write_wheel
from lambda_packaging.declaration import read_project
from lambda_packaging.project import Project

DECLARATION = """
[tool.lambda-packaging]
python = "3.13"
lock = "locks/all.txt"
emulator-lock = "locks/emulator.txt"
runtime-lock = "locks/runtime.txt"
architectures = ["x86_64"]
proofs = ["checks/scales_an_image.py"]

[tool.lambda-packaging.prune.rules]
headers = false

[[tool.lambda-packaging.layers]]
name = "thumbnails-pixels"
file = "pixels.zip"
requirements = "lib/thumbnails"
budget = { zipped-bytes = 10_000, unzipped-bytes = 20_000 }

[[tool.lambda-packaging.layers]]
name = "thumbnails-queue"
file = "queue.zip"
requirements = "lib/thumbnails[queue]"

[[tool.lambda-packaging.layers]]
name = "thumbnails"
file = "thumbnails.zip"
package = "lib/thumbnails"

[[tool.lambda-packaging.functions]]
name = "scale"
description = "Scales one image"
file = "scale.zip"
folder = "lambdas/scale"
handler = "scale.handle"

[[tool.lambda-packaging.functions]]
name = "sweep"
file = "sweep.zip"
folder = "lambdas/sweep"
shared = ["lambdas/common"]
handler = "sweep.handle"
"""
PACKAGE = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "thumbnails"
version = "3.1"
requires-python = ">=3.13"
dependencies = ["pixels>=2", "given"]

[project.optional-dependencies]
queue = ["courier"]
"""
PROGRAM = """
import thumbnails

if thumbnails.scale(400) != 100:
    raise RuntimeError(f"400 pixels became {thumbnails.scale(400)}; expected 100")
"""


def write_thumbnails_project(root: Path, wheels: Path) -> Project:
    """Writes the workspace into `root` and what it requires into `wheels`."""
    pixels = {"pixels/__init__.py": "FACTOR = 4\n", "pixels/pixels.h": "", "pixels/tests/__init__.py": ""}
    locked = [
        write_wheel(wheels, "pixels", "2.1", files=pixels, requires=["shades"], entry_points=""),
        write_wheel(wheels, "shades", "0.3", entry_points=""),
        write_wheel(wheels, "courier", "7.0", requires=["shades>=0.2", "stamps"], entry_points=""),
        write_wheel(wheels, "stamps", "1.5", files={"stamps.py": ""}, entry_points=""),
        given := write_wheel(wheels, "given", "1.0", entry_points=""),
    ]
    write(root / "pyproject.toml", DECLARATION)
    write(root / "locks/all.txt", "".join(locked))
    write(root / "locks/runtime.txt", given)
    write(root / "lib/thumbnails/pyproject.toml", PACKAGE)
    scale = "import given, pixels\n\n\ndef scale(width):\n    return width // pixels.FACTOR\n"
    write(root / "lib/thumbnails/thumbnails/__init__.py", scale)
    write(root / "lib/thumbnails/thumbnails/queue.py", "import courier, stamps\n")
    write(root / "checks/scales_an_image.py", PROGRAM)
    write(root / "lambdas/scale/scale.py", "import thumbnails\n\n\ndef handle(event, context): ...\n")
    sweep = "import broom, common\nfrom thumbnails import queue\n\n\ndef handle(event, context): ...\n"
    write(root / "lambdas/sweep/sweep.py", sweep)
    write(root / "lambdas/common/common.py", "")
    write(root / "lambdas/sweep/requirements.txt", write_wheel(wheels, "broom", "4.0", entry_points=""))
    return read_project(root)
