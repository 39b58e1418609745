"""The checks of this repository, each from a clean clone: `nox` runs the tests, `nox --list` shows the rest.

Needs CPython 3.13, and `uv` on the path if it shall be quick.
"""

import os

import nox

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.error_on_external_run = True
nox.options.sessions = ["unit", "integration", "coverage"]

LOCK = "requirements/dev.lock"
MEMBERS = (
    "packages/coderipple",
    "packages/lambda_packaging",
    "packages/coderipple_demo",
    "packages/coderipple_deployment",
    "functions/orchestrator",
)
UNIT_TESTS = ("tests/unit", "tests/property", "tests/golden")
GITHUB_TESTS = "tests/end_to_end/github"
INTEGRATION_TESTS = ("tests/layer", "tests/integration", "tests/end_to_end", f"--ignore={GITHUB_TESTS}")
BOTH_CORES = ("--numprocesses=2", "--dist=loadfile")  # by file: what a file shares is made once
COVERAGE_PERCENT = 90
COVERED = ("packages/coderipple/*", "packages/lambda_packaging/*", "packages/coderipple_deployment/*", "functions/*")


@nox.session
def unit(session: nox.Session) -> None:
    """Tests of one module each, property tests and golden documents; the quick ones."""
    install_workspace(session)
    session.run("pytest", *BOTH_CORES, *UNIT_TESTS, *session.posargs, env=test_environment())


@nox.session
def integration(session: nox.Session) -> None:
    """Tests with real programs: the built archives, in the real runtime interface; builds what is not up to date."""
    install_workspace(session)
    measure(session, *INTEGRATION_TESTS, *session.posargs, data_file=".coverage.integration")


@nox.session(requires=["integration"])
def coverage(session: nox.Session) -> None:
    """Branch coverage of the unit tests, run again for it, and the integration tests; each part at least 90 %."""
    install_workspace(session)
    measure(session, *BOTH_CORES, *UNIT_TESTS, data_file=".coverage.unit")
    environment = {"COVERAGE_FILE": ".coverage"}
    session.run("coverage", "combine", "--quiet", "--keep", ".coverage.unit", ".coverage.integration", env=environment)
    for part in COVERED:
        session.run("coverage", "report", f"--include={part}", f"--fail-under={COVERAGE_PERCENT}", env=environment)


@nox.session(default=False)
def end_to_end(session: nox.Session) -> None:
    """A GitHub on loopback, the built function and 100 pushes at once; starts and ends what it needs, takes minutes."""
    install_workspace(session)
    session.run("pytest", GITHUB_TESTS, *session.posargs, env=test_environment())


@nox.session(default=False)
def infra(session: nox.Session) -> None:
    """Terraform and its scanner, then all of it on emulators of AWS; without Terraform it says what it left out."""
    install_workspace(session)
    session.run("pytest", "tests/infra", *session.posargs, env=test_environment())


@nox.session(default=False)
def performance(session: nox.Session) -> None:
    """The build beside its peers and the cold start, as ratios; takes minutes, downloads, wants a quiet machine."""
    install_workspace(session)
    session.run("pytest", "tests/performance", "--capture=no", *session.posargs, env=test_environment())


@nox.session(default=False)
def lint(session: nox.Session) -> None:
    """Style, types and layering, and what the workflows may do."""
    install_workspace(session)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("lint-imports")
    session.run("zizmor", "--offline", "--no-progress", "--quiet", "--persona=auditor", ".")


def install_workspace(session: nox.Session) -> None:
    """Installs the locked packages, and our own ones editable and without asking a registry for anything."""
    session.install("--require-hashes", "--requirement", LOCK)
    editable = [argument for member in MEMBERS for argument in ("--editable", member)]
    session.install("--no-deps", "--no-build-isolation", *editable)


def measure(session: nox.Session, *arguments: str, data_file: str) -> None:
    """Runs tests and measures their coverage."""
    environment = test_environment() | {"COVERAGE_FILE": data_file}
    session.run("pytest", "--cov", "--cov-report=", *arguments, env=environment)


def test_environment() -> dict[str, str]:
    """Unsets what a surrounding environment may set for itself: an empty value counts as none.

    Without bytecode of its own each run would compile the packages and the tests anew, some seconds.
    """
    return {name: "" for name in ("UV_CONSTRAINT", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
