"""`setup.py`, read by its syntax tree."""

import pytest
from coderipple.analysis.manifests import read_manifest
from fakes.manifests import project_of, registered, required

IN_A_TRY = """\
try:
    from setuptools import setup
except ImportError:
    from distutils.core import setup
setup(name='x')
"""


def test_a_manifest_is_read() -> None:
    """Literals, names bound to them, and what is put together from both."""
    found = project_of(
        "setup.py",
        """
        import sys
        from setuptools import setup, find_packages

        VERSION = (1, 2)
        tests = ["pytest", "mock>=1"]
        with open("README.rst") as file:
            long_description = file.read()

        setup(
            name="tides",
            version=".".join(map(str, VERSION)),
            description="The " + "water",
            long_description=long_description,
            python_requires=">={}.{}".format(3, 7),
            packages=find_packages(),
            install_requires=["Click>=7,<9", 'enum34; python_version < "3"', unknown()],
            extras_require={"test": tests, "all": tests + ["docs"], ':python_version < "3"': "futures"},
            entry_points={"console_scripts": ["tides = tides.cli:main"], "tides.harbours": "hull = tides:hull"},
            scripts=["bin/moon"],
        )
        """,
    )
    assert (found.name, found.version, found.description, found.runtime) == ("tides", "1.2", "The water", ">=3.7")
    assert (found.installable, found.build_backend) == (True, "setuptools")
    assert required(found) == [
        ("click", ">=7,<9", ""),
        ("enum34", "", ""),
        ("futures", "", ""),
        ("docs", "", "all"),
        ("mock", ">=1", "all"),
        ("pytest", "", "all"),
        ("mock", ">=1", "test"),
        ("pytest", "", "test"),
    ]
    assert registered(found) == [
        ("console_scripts", "tides", "tides.cli:main"),
        ("scripts", "moon", "bin/moon"),
        ("tides.harbours", "hull", "tides:hull"),
    ]


@pytest.mark.parametrize(
    ("content", "builder"),
    [
        ("from distutils.core import setup\nsetup(name='x')", "distutils.core"),
        ("import setuptools\nsetuptools.setup(name='x')", "setuptools"),
        (
            IN_A_TRY,
            "setuptools",
        ),
        ("import setuptools\ndef run():\n  n = 'x'\n  setuptools.setup(name=n)\nrun()", "setuptools"),
        ("from setuptools import setup\nd = dict(name='x')\nd['version'] = '1'\nsetup(**d)", "setuptools"),
        ("from setuptools import setup\nif __name__ == '__main__':\n  n = 'x'\n  setup(name=n)", "setuptools"),
        ("from setuptools import setup\nif a:\n  setup()\nelse:\n  setup(name='x')", "setuptools"),
    ],
)
def test_the_ways_to_call_setup(content: str, builder: str) -> None:
    """People call it from a function, with a dictionary, or behind a try; the most telling call counts."""
    found = project_of("setup.py", content)
    assert (found.name, found.build_backend) == ("x", builder)


@pytest.mark.parametrize(
    "content", [b"", b"setup(name='x')", b"from app import setup\nsetup(name='x')", b"import setuptools"]
)
def test_another_setup_is_none(content: bytes) -> None:
    """A function of that name belongs to no build tool until it is imported from one."""
    assert read_manifest("setup.py", "b", content) is None


def test_a_name_that_only_running_tells_leaves_a_part() -> None:
    """What cannot be read is not guessed."""
    assert project_of("setup.py", "from setuptools import setup\nsetup(name=about['x'], version='1')").name == ""


def test_entry_points_as_text() -> None:
    """They may be a text in the form of `setup.cfg`."""
    content = 'from setuptools import setup\nsetup(name="x", entry_points="""\n[console_scripts]\na = b:c\n""")'
    assert registered(project_of("setup.py", content)) == [("console_scripts", "a", "b:c")]


@pytest.mark.parametrize("value", ["1", "[1, None]", "{'a': 1, 2: 'b'}", "('x',)", "None", "b'x'", "lambda: 1", "*x"])
def test_arguments_of_the_wrong_kind_are_left_out(value: str) -> None:
    """No argument of any kind is a reason to fail."""
    call = ", ".join(
        f"{each}={value.removeprefix('*')}" for each in ("version", "entry_points", "scripts", "extras_require")
    )
    assert project_of("setup.py", f"from setuptools import setup\nsetup(name='x', {call})").version == ""
