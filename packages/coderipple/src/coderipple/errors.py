"""What can go wrong, one class per thing a caller can act on.

Comes in: the facts of the failure, as keyword arguments where a caller may want them back.
Goes out: exceptions whose message says what happened, with which value, what was expected, and the remedy.
"""


class CodeRippleError(Exception):
    """The base of every error that CodeRipple raises on purpose.

    Attributes:
        is_safe_to_log: Whether the message quotes neither a secret nor a commit's text; of foreign errors nobody knows.
    """

    is_safe_to_log = True


class ConfigurationError(CodeRippleError):
    """A setting is missing or has a value that cannot be used.

    Args:
        setting: Where it stands and what it is called.
        value: What it is; None where it is missing.
        expected: What it may be.
        problem: What is wrong, where that is more than its value.
        remedy: What to do about it, a sentence, where that is more than to give what is expected.
    """

    def __init__(self, *, setting: str, value: str | None, expected: str, problem: str = "", remedy: str = "") -> None:
        self.setting = setting
        self.value = value
        self.expected = expected
        found = problem or ("is not set" if value is None else f"is {value!r}")
        super().__init__(f"{setting} {found}; expected {expected}{f'. {remedy}' if remedy else ''}")


class RequestError(CodeRippleError):
    """A request cannot be taken as it is: its sender has to change it; the message is safe to show to the sender."""


class BodyTooLargeError(RequestError):
    """The body of a request is larger than the cap.

    Attributes:
        size_bytes: What it has at least; the body may have been refused before it was decoded.
        limit_bytes: What it may have at most.
    """

    def __init__(self, *, size_bytes: int, limit_bytes: int) -> None:
        self.size_bytes = size_bytes
        self.limit_bytes = limit_bytes
        super().__init__(
            f"the body has at least {size_bytes} bytes; expected at most {limit_bytes}. "
            "Nothing is lost: the next push is compared with the last documented commit"
        )


class FormEncodedError(RequestError):
    """The body of a request is a form, as GitHub sends it unless told otherwise."""

    def __init__(self) -> None:
        super().__init__(
            "the body is form-encoded; expected JSON. "
            "Set the webhook's content type to application/json in its settings on GitHub"
        )


class MalformedBodyError(RequestError):
    """The body of a request is missing, or is not what it should be."""


class PayloadError(RequestError):
    """A webhook payload does not have the shape that GitHub documents.

    Attributes:
        path: Where in the payload, for example `repository.full_name`.
        problem: What is wrong there and what was expected.
    """

    def __init__(self, *, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"payload.{path}: {problem}" if path else f"payload: {problem}")


class SignatureError(RequestError):
    """A webhook is not signed with any of the configured secrets."""


class SecretStoreError(CodeRippleError):
    """AWS Secrets Manager does not give a secret.

    Attributes:
        name: Its ARN or name.
        problem: The code or class of the error, never its message.
    """

    def __init__(self, *, name: str, problem: str) -> None:
        self.name = name
        self.problem = problem
        super().__init__(
            f"the secret {name} cannot be read: {problem}; expected its text. "
            "Let the function's role call secretsmanager:GetSecretValue on it, and kms:Decrypt on a key of its own"
        )


class HandOverError(CodeRippleError):
    """A webhook could not be handed over to an invocation of its own; the sender must hear of it."""

    def __init__(
        self, *, problem: str, remedy: str = "Let the function's role call lambda:InvokeFunction on it and its aliases"
    ) -> None:
        self.problem = problem
        super().__init__(f"the webhook was not handed over: {problem}; expected an accepted invocation. {remedy}")


class RepositoryError(CodeRippleError):
    """The repository cannot be read."""


class NotARepositoryError(RepositoryError):
    """The given folder is not inside a git repository."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path} is not a git repository; expected a folder with a .git entry. "
            "Give the path of a clone, or run `git init` there"
        )


class NoCommitError(RepositoryError):
    """The branch that HEAD names has no commit yet."""

    def __init__(self) -> None:
        super().__init__("the repository has no commit at HEAD; expected at least one. Commit something first")


class UnknownRevisionError(RepositoryError):
    """The repository has no such revision."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        super().__init__(
            f"unknown revision {revision!r}; expected a commit id, branch or tag of this repository. "
            "In a shallow clone the commit may not have been fetched: `git fetch --unshallow` brings it"
        )


class BranchMovedError(RepositoryError):
    """Somebody pushed to a branch between our reading and our writing; nothing was written."""

    def __init__(self, branch: str) -> None:
        self.branch = branch
        super().__init__(f"the branch {branch} moved while its documents were made; expected its head as it was read")


class ProtectedBranchError(RepositoryError):
    """A branch takes no commits from us directly."""

    def __init__(self, branch: str) -> None:
        self.branch = branch
        super().__init__(
            f"the branch {branch} is protected; expected one that takes commits. "
            "Set CODERIPPLE_DOC_STRATEGY to github_pr, or let the App bypass the rule"
        )


class TooManyCommitsError(CodeRippleError):
    """A branch got more commits of documents within an hour than it should: probably a loop."""

    def __init__(self, *, branch: str, found: int, most: int) -> None:
        self.branch = branch
        super().__init__(
            f"the branch {branch} got {found} commits of documents within an hour; expected fewer than {most} "
            "(CODERIPPLE_MOST_COMMITS_PER_HOUR). No further one is made; the next push after that catches up"
        )


class HostError(RepositoryError):
    """The host of a repository did not do what was asked for."""


class HostRefusedError(HostError):
    """The host knows the credentials not, or does not let them do this.

    Attributes:
        status: The HTTP status.
    """

    def __init__(self, *, status: int, asked: str, remedy: str) -> None:
        self.status = status
        super().__init__(f"{asked}: refused with status {status}; expected leave to do so. {remedy}")


class HostBusyError(HostError):
    """The host asks for a pause, or does not answer.

    Attributes:
        retry_after_seconds: When to come again, where it said so.
    """

    def __init__(self, *, asked: str, problem: str, retry_after_seconds: float | None = None) -> None:
        self.retry_after_seconds = retry_after_seconds
        when = "" if retry_after_seconds is None else f" It asks to wait {retry_after_seconds:.0f} s."
        super().__init__(f"{asked}: {problem}; expected an answer.{when} Nothing is lost: the next push catches up")


class HostAnswerError(HostError):
    """An answer of the host does not have the shape that it documents, or is too large."""

    def __init__(self, *, asked: str, problem: str) -> None:
        super().__init__(f"{asked}: the answer {problem}; expected what GitHub documents")


class TimeLeftError(CodeRippleError):
    """Too little time is left to go on; nothing was left half-done."""

    def __init__(self, *, seconds_left: float, needed: str) -> None:
        self.seconds_left = seconds_left
        super().__init__(
            f"{seconds_left:.0f} s are left, too few to {needed}; expected more. "
            "Nothing is lost: the next push catches up. A longer time-out of the function helps"
        )


class DocumentError(CodeRippleError):
    """A document cannot be read or written where it belongs."""


class BaselineError(CodeRippleError):
    """A file of known findings cannot be read or written.

    Args:
        path: The file.
        problem: What is wrong with it.
    """

    def __init__(self, *, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}. Write it with `coderipple check --baseline FILE --write-baseline`")


class ReplayRangeError(CodeRippleError):
    """A history cannot be replayed in the range that was asked for."""

    def __init__(self, revisions: str, expected: str) -> None:
        self.revisions = revisions
        super().__init__(f"{revisions!r} cannot be replayed; expected {expected}")


class InterpreterError(CodeRippleError):
    """The interpreter that shall inspect a checkout gave no answer."""

    def __init__(self, interpreter: str, problem: str) -> None:
        self.interpreter = interpreter
        super().__init__(
            f"{interpreter}: no answer, {problem}; expected a Python of 3.10 or later with the requirements of the "
            "repository installed"
        )
