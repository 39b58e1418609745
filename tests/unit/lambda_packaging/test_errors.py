"""Every error keeps its facts and tells the reader what to do."""

from pathlib import Path

import pytest
from lambda_packaging import errors

LOCK = Path("layer.lock")
EXAMPLES: list[tuple[errors.PackagingError, tuple[str, ...]]] = [
    (errors.DeclarationError(key="lock", problem="is missing; expected a text"), ("lock", "expected")),
    (errors.PythonVersionError(running="3.11.2", expected="3.13"), ("3.11.2", "expected CPython 3.13", "Install")),
    (errors.PlatformError(found="darwin", expected="Linux", remedy="Use Linux"), ("darwin", "expected Linux", "Use")),
    (
        errors.LockSyntaxError(lock=LOCK, line_number=3, line="plain", expected="a pin"),
        ("layer.lock:3", "'plain'", "expected a pin", "invoke lock"),
    ),
    (
        errors.LockOutOfDateError(lock=LOCK, requirement="plain>=2", locked="plain 1.0"),
        ("plain>=2", "holds plain 1.0", "expected", "invoke lock"),
    ),
    (
        errors.LockOutOfDateError(lock=LOCK, requirement="plain>=2", locked=None),
        ("plain>=2", "does not contain it", "expected", "invoke lock"),
    ),
    (errors.ToolFailedError(command="uv pip", exit_code=2, output="no"), ("uv pip", "2", "expected 0", "no")),
    (errors.ToolMissingError(program="uv", remedy="Install it"), ("uv", "expected", "Install it")),
    (
        errors.WheelMissingError(distribution="native==1", platform="aarch64-manylinux_2_28", python="3.13"),
        ("native==1", "aarch64-manylinux_2_28", "3.13", "expected", "Choose"),
    ),
    (errors.HashMismatchError(distribution="plain==1", lock=LOCK), ("plain==1", "layer.lock", "expected", "Do not")),
    (errors.NetworkError(detail="refused"), ("refused", "expected", "Check")),
    (errors.BytecodeError(archive="a.zip", output="line 1"), ("a.zip", "expected", "Correct it", "line 1")),
    (errors.ArchiveError(path=Path("a.zip"), problem="is full", remedy="Free it"), ("a.zip", "is full", "Free it")),
    (errors.DiskFullError(detail="a.zip"), ("a.zip", "expected room", "Free some space")),
    (
        errors.ConflictError(file="both.py", distributions=("one", "two")),
        ("one and two", "both.py", "expected one owner", "invoke lock"),
    ),
    (
        errors.UnsafePathError(source="x.whl", name="../x", problem="leads out of its own folder"),
        ("x.whl", "'../x'", "expected a relative path", "report it"),
    ),
    (
        errors.UnsafePathError(source="the project", name="caf\udce9.py", problem="is not UTF-8", remedy="Rename it"),
        ("the project", r"'caf\udce9.py'", "expected", "Rename it"),
    ),
    (
        errors.ServiceError(places={"s3": "a.py:3", "sqs": "b.py:1"}),
        ("'s3' (a.py:3), 'sqs' (b.py:1)", "expected each", "unused-services"),
    ),
    (errors.UntrackedError(paths=(Path("x.py"), Path(".env"))), ("x.py, .env", "expected tracked", "git add")),
    (errors.HandlerError(path=Path("f.py"), problem="is empty", remedy="Fill it"), ("f.py", "is empty", "Fill it")),
    (errors.ManifestError(path=Path("manifest.json"), problem="is missing"), ("manifest.json", "invoke build")),
    (
        errors.NotProvenError(architecture="arm64", failures=("import a: gone (tests)", "import b: gone")),
        ("arm64", "import a: gone (tests) and 1 more", "expected everything to work", "invoke prove"),
    ),
    (errors.EventError(path=Path("e.json"), problem="is not JSON"), ("e.json", "is not JSON", "Give")),
    (errors.EmulatorError("it ended", log="boom\n"), ("it ended", "boom")),
    (errors.PortInUseError(9000), ("9000", "expected a free one", "--port")),
    (
        errors.FunctionFailedError(error_type="Runtime.X", error_message="no module", log="trace"),
        ("Runtime.X", "no module", "expected an answer", "trace"),
    ),
    (
        errors.ColdStartError(name="worker", problem="was answered with status 500; expected 200", log="trace"),
        ("'worker'", "status 500; expected 200", "Correct its program", "trace"),
    ),
    (
        errors.LedgerError(path=Path("a/ledger.toml"), problem="is no ledger (zipped is 'x'; expected a whole number)"),
        ("a/ledger.toml", "zipped is 'x'; expected", "git checkout HEAD -- ledger.toml", "invoke metrics.accept"),
    ),
]


@pytest.mark.parametrize(("error", "words"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_the_message_has_the_value_the_expectation_and_the_remedy(
    error: errors.PackagingError, words: tuple[str, ...]
) -> None:
    """A reader needs no other place to go on."""
    for word in words:
        assert word in str(error)


def test_every_leaf_has_an_example_and_one_base() -> None:
    """Whoever adds an error adds its example."""
    leaves = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.PackagingError) and not value.__subclasses__()
    }
    assert leaves <= {type(error) for error, _ in EXAMPLES}
