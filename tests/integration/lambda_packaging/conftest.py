"""Small functions in the real runtime interface emulator."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.sample_project import write
from lambda_packaging.project import Project
from lambda_packaging.tools import EmulatorTools, install_tools
from lambda_packaging.unpack import UnpackedFunction

type WriteFunction = Callable[[str], UnpackedFunction]


@pytest.fixture(scope="session")
def tools(project: Project) -> EmulatorTools:
    """The emulator and the runtime client that this repository locks."""
    return install_tools(project)


@pytest.fixture
def write_function(tools: EmulatorTools, tmp_path: Path) -> WriteFunction:
    """Gives a function whose only module has the given text, with one layer that holds the module `layered`."""

    def write_it(text: str) -> UnpackedFunction:
        function = UnpackedFunction(name="probe", handler="probe.handler", folder=tmp_path / "probe", tools=tools)
        write(function.task / "probe.py", text)
        write(function.layers / "python/layered.py", "PLACE = __file__\n")
        return function

    return write_it
