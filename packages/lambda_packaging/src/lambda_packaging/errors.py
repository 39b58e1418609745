"""What can go wrong, one class per thing a caller can act on.

Comes in: the facts of the failure. Goes out: exceptions that keep those facts as attributes and whose message
says what happened, with which value, what was expected, and the remedy.
"""

from collections.abc import Mapping
from pathlib import Path

MAKE_LOCK_ANEW = "Make the lock anew, by `invoke lock` or whatever `uv pip compile --generate-hashes` made it"


class PackagingError(Exception):
    """The base of every error that this package raises on purpose."""


class DeclarationError(PackagingError):
    """The project's declaration cannot be used.

    Attributes:
        key: Where in the declaration, for example `layers[0].name`.
        problem: What is wrong there and what was expected.
    """

    def __init__(self, *, key: str, problem: str) -> None:
        self.key = key
        self.problem = problem
        super().__init__(f"[tool.lambda-packaging] {key}: {problem}" if key else f"[tool.lambda-packaging] {problem}")


class PythonVersionError(PackagingError):
    """The running interpreter is not the one that the functions will run on."""

    def __init__(self, *, running: str, expected: str) -> None:
        self.running = running
        self.expected = expected
        super().__init__(
            f"the build runs under Python {running}; expected CPython {expected}, because its bytecode goes "
            f"into the layers. Install CPython {expected} where the environment can find it (for example "
            f"`pyenv install {expected}` or `uv python install {expected}`) and create the environment anew"
        )


class PlatformError(PackagingError):
    """This machine, or the one that is built for, cannot do what was asked."""

    def __init__(self, *, found: str, expected: str, remedy: str, subject: str = "this machine") -> None:
        self.found = found
        self.expected = expected
        super().__init__(f"{subject} is {found}; expected {expected}. {remedy}")


class LockSyntaxError(PackagingError):
    """A line of a lock file is not a pinned, hashed requirement."""

    def __init__(self, *, lock: Path, line_number: int, line: str, expected: str) -> None:
        self.lock = lock
        self.line_number = line_number
        self.line = line
        place = f"{lock}:{line_number}" if line_number else str(lock)
        super().__init__(f"{place}: {line!r} is not usable; expected {expected}. {MAKE_LOCK_ANEW}")


class LockOutOfDateError(PackagingError):
    """The lock does not hold what the package declares, or what a locked distribution requires."""

    def __init__(self, *, lock: Path, requirement: str, locked: str | None) -> None:
        self.lock = lock
        self.requirement = requirement
        self.locked = locked
        found = "does not contain it" if locked is None else f"holds {locked}"
        super().__init__(
            f"{requirement} is declared, but {lock} {found}; expected a version inside the declared range. "
            f"{MAKE_LOCK_ANEW}, and commit it"
        )


class ToolFailedError(PackagingError):
    """A command that the build relies on failed in a way that has no better name."""

    def __init__(self, *, command: str, exit_code: int, output: str) -> None:
        self.command = command
        self.exit_code = exit_code
        self.output = output
        super().__init__(f"`{command}` ended with exit code {exit_code}; expected 0. It said:\n{output.strip()}")


class ToolMissingError(PackagingError):
    """A program that the build relies on is not there."""

    def __init__(self, *, program: str, remedy: str) -> None:
        self.program = program
        super().__init__(f"{program} was not found; expected an executable file. {remedy}")


class ResolveError(PackagingError):
    """The locked distributions could not be brought into a folder."""


class WheelMissingError(ResolveError):
    """A locked distribution has no wheel for the platform."""

    def __init__(self, *, distribution: str, platform: str, python: str) -> None:
        self.distribution = distribution
        self.platform = platform
        super().__init__(
            f"{distribution} has no wheel for {platform} and CPython {python}; expected a binary wheel, since "
            "layers are built without a compiler. Choose a version that publishes one, or drop the dependency, "
            "and run `invoke lock`"
        )


class HashMismatchError(ResolveError):
    """What the registry delivered is not what the lock names."""

    def __init__(self, *, distribution: str, lock: Path) -> None:
        self.distribution = distribution
        self.lock = lock
        super().__init__(
            f"{distribution} arrived with a hash that {lock} does not name; expected one of the locked ones. "
            "Do not use it: compare with the publisher, and run `invoke lock` only if the new file is right, or if "
            "the lock was made for other platforms only"
        )


class NetworkError(ResolveError):
    """The registry could not be reached."""

    def __init__(self, *, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"the package registry did not answer ({detail}); expected to download what the lock names. "
            "Check the connection and the proxy settings, then build again: what is already cached is kept"
        )


class ConflictError(ResolveError):
    """Two distributions write one file, each in its own way: the layer would depend on who came last."""

    def __init__(self, *, file: str, distributions: tuple[str, str]) -> None:
        self.file = file
        self.distributions = distributions
        first, second = distributions
        super().__init__(
            f"{first} and {second} both write {file}, with different content; expected one owner a file, since the "
            "layer would hold whichever was installed last. Drop one of the two requirements and run `invoke lock`"
        )


class UnsafePathError(ResolveError):
    """A file lies outside of the folder that it belongs to, or has a name that cannot be written down."""

    def __init__(
        self,
        *,
        source: str,
        name: str,
        problem: str,
        remedy: str = "Do not use it: report it to whoever published it",
    ) -> None:
        self.source = source
        self.name = name
        super().__init__(f"{source} holds {name!r}, which {problem}; expected a relative path in UTF-8. {remedy}")


class ServiceError(PackagingError):
    """Code constructs clients of AWS services whose models would not be in the layer.

    Attributes:
        places: For each such service, the first place that constructs it, as `path:line`.
    """

    def __init__(self, *, places: Mapping[str, str]) -> None:
        self.places = dict(places)
        found = ", ".join(f"{service!r} ({place})" for service, place in self.places.items())
        super().__init__(
            f"clients are constructed that [tool.lambda-packaging.prune] services does not name: {found}; expected "
            "each there, or its model would be left out. Add it to services, or, if a distribution only offers it, "
            "to unused-services with the reason"
        )


class BytecodeError(PackagingError):
    """A module cannot be compiled for the layer."""

    def __init__(self, *, archive: str, output: str) -> None:
        self.archive = archive
        self.output = output
        super().__init__(
            f"{archive} would hold a source that does not compile; expected valid Python. Correct it, or leave it "
            f"out:\n{output.strip()}"
        )


class ArchiveError(PackagingError):
    """An archive cannot be written, or what was written does not read back."""

    def __init__(self, *, path: Path, problem: str, remedy: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}. {remedy}")


class DiskFullError(PackagingError):
    """Something could not be written for want of room."""

    def __init__(self, *, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"the disk is full ({detail}); expected room for it. Free some space and run it again: "
            "an archive that could not be written is unchanged"
        )


class UntrackedError(PackagingError):
    """Files that git does not track would be packed."""

    def __init__(self, *, paths: tuple[Path, ...]) -> None:
        self.paths = paths
        names = ", ".join(str(path) for path in paths)
        super().__init__(
            f"{names}: would be packed, but git does not track it; expected tracked files only, or a draft or a "
            "secret could be deployed. Run `git add` for it, delete it, or name it in .gitignore"
        )


class HandlerError(PackagingError):
    """The function's source cannot serve as a handler."""

    def __init__(self, *, path: Path, problem: str, remedy: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}. {remedy}")


class ManifestError(PackagingError):
    """The manifest is missing or cannot be read."""

    def __init__(self, *, path: Path, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}. Run `invoke build` to write it anew")


class NotProvenError(PackagingError):
    """The archives of an architecture do not hold what a proof asks for.

    Attributes:
        failures: What failed, each in a few words.
    """

    def __init__(self, *, architecture: str, failures: tuple[str, ...]) -> None:
        self.architecture = architecture
        self.failures = failures
        first, *others = failures
        more = f" and {len(others)} more" if others else ""
        super().__init__(
            f"the archives for {architecture} are not proven: {first}{more}; expected everything to work without what "
            "was left out. `invoke prove` lists it all; switch off the prune rule that it names, or correct the code"
        )


class EventError(PackagingError):
    """The file with the event cannot be sent."""

    def __init__(self, *, path: Path, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}. Give the path of a file with one JSON value")


class EmulatorError(PackagingError):
    """The runtime interface emulator did not do what was asked.

    Attributes:
        problem: What happened, with the runtime's own words where it has any.
        log: What the emulator and the function wrote.
    """

    def __init__(self, problem: str, *, log: str = "") -> None:
        self.problem = problem
        self.log = log
        super().__init__(f"{problem}\n{log.strip()}".rstrip())


class PortInUseError(EmulatorError):
    """Another process listens where the emulator should."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(
            f"port {port} on 127.0.0.1 is in use; expected a free one. "
            "End the process that listens there, or choose another with --port"
        )


class FunctionFailedError(EmulatorError):
    """The function raised, or its handler cannot be imported.

    Attributes:
        error_type: The runtime's name for it, for example `Runtime.ImportModuleError`.
        error_message: The runtime's text.
    """

    def __init__(self, *, error_type: str, error_message: str, log: str) -> None:
        self.error_type = error_type
        self.error_message = error_message
        super().__init__(
            f"the function failed with {error_type}: {error_message}; expected an answer. "
            "The log below is the function's own",
            log=log,
        )


class ColdStartError(EmulatorError):
    """A cold start cannot be measured: what would be measured is not what was declared.

    Attributes:
        name: The declared name.
    """

    def __init__(self, *, name: str, problem: str, log: str = "") -> None:
        self.name = name
        remedy = "Correct its program in [[tool.lambda-packaging.cold-starts]], or the function. Their words:"
        super().__init__(f"the cold start {name!r} cannot be measured: {problem}. {remedy}", log=log)


class LedgerError(PackagingError):
    """A ledger is missing or cannot be read."""

    def __init__(self, *, path: Path, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(
            f"{path}: {problem}. Name a ledger, or the manifest.json of a build; the project's own ledger comes back "
            "with `git checkout HEAD -- ledger.toml`, and `invoke metrics.accept` writes it anew"
        )
