"""What can keep a deployment from going on, one class per thing that a person can act on.

Goes out: exceptions that keep their facts as attributes and whose message says what happened, what was expected, and
the remedy. None of them ever holds a secret.
"""

from pathlib import Path


class DeploymentError(Exception):
    """The base of every error that this package raises on purpose."""


class DeploymentInterruptedError(KeyboardInterrupt):
    """Somebody pressed Ctrl-C; the message says what the stack is like now. It stays an interrupt: exit code 130."""


class OptionError(DeploymentError):
    """An option of a task has a value that cannot be used."""

    def __init__(self, *, option: str, value: str, expected: str) -> None:
        self.option = option
        super().__init__(f"{option} is {value!r}; expected {expected}")


class EnvironmentFileError(DeploymentError):
    """The file that describes an environment is missing or cannot be used."""

    def __init__(self, *, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"{path} {problem}")


class ArtifactError(DeploymentError):
    """What lies in `dist/` must not be deployed."""

    def __init__(self, *, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}. {remedy}")


class WorkTreeError(DeploymentError):
    """Production would get something that no commit holds."""

    def __init__(self, *, changed: tuple[str, ...]) -> None:
        self.changed = changed
        shown = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        super().__init__(
            f"the work tree has changes that are not committed ({shown}); expected none, because what runs in "
            "production must be found again. Commit them, or deploy to another environment"
        )


class LostStateError(DeploymentError):
    """A machine that is gone tomorrow would keep the state."""

    def __init__(self, *, environment: str) -> None:
        super().__init__(
            f"CI is set, and {environment} keeps its state in this clone alone; expected it in a bucket, or the next "
            f"run would make everything once more. Run `invoke bootstrap --environment {environment}` and commit the "
            "file that it names"
        )


class TwoStatesError(DeploymentError):
    """The bucket has a state of the environment already, and so has this clone."""

    def __init__(self, *, environment: str, bucket: str, local: str) -> None:
        super().__init__(
            f"the bucket {bucket} holds a state of {environment}, and {local} is another; expected one alone, because "
            f"the second would replace the first. If the bucket's is the right one, move {local} away and run "
            "`invoke bootstrap` again"
        )


class AccountError(DeploymentError):
    """The credentials are those of another account."""

    def __init__(self, *, account: str, allowed: tuple[str, ...], environment: str) -> None:
        self.account = account
        super().__init__(
            f"the credentials belong to the account {account}; expected {' or '.join(allowed)} "
            f"(allowed_account_ids of {environment}). Choose the right AWS_PROFILE"
        )


class CredentialsError(DeploymentError):
    """AWS does not know who is asking."""

    def __init__(self, *, problem: str) -> None:
        super().__init__(
            f"AWS refuses the credentials: {problem}. Sign in again (`aws sso login`), or set AWS_PROFILE or "
            "AWS_ACCESS_KEY_ID to valid ones"
        )


class AwsError(DeploymentError):
    """AWS answered with an error, or not at all.

    Attributes:
        code: AWS's own word for it, or the class of the failure.
    """

    def __init__(self, *, doing: str, code: str, detail: str, remedy: str = "") -> None:
        self.code = code
        super().__init__(f"{doing} failed: {code}: {detail.rstrip('.')}.{f' {remedy}' if remedy else ''}")


class MissingSecretError(DeploymentError):
    """A secret is neither stored nor given."""

    def __init__(self, *, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} neither stored in Secrets Manager nor "
            "given; expected one of both, and there is no default. Set the variable for this one deployment"
        )


class NotDeployedError(DeploymentError):
    """There is nothing yet that could be shown, rolled back or worked off."""

    def __init__(self, *, function_name: str, environment: str) -> None:
        super().__init__(
            f"{function_name} is not deployed to {environment}; expected a function with the alias `live`. "
            f"`invoke deploy --environment {environment}` makes it"
        )


class VersionError(DeploymentError):
    """There is no such version to go back to."""

    def __init__(self, *, problem: str, known: tuple[int, ...]) -> None:
        known_text = ", ".join(str(version) for version in known) or "none"
        super().__init__(f"{problem}; the versions are {known_text}")


class AliasMovedError(DeploymentError):
    """Somebody else moved the alias meanwhile."""

    def __init__(self, *, expected: str, found: str) -> None:
        super().__init__(
            f"somebody moved the alias meanwhile: it is {found}; expected {expected}. It is left as it is; "
            "`invoke status` shows it"
        )


class NotRestoredError(DeploymentError):
    """A release ended early, and the alias could not be moved back."""

    def __init__(self, *, version: int, problem: str) -> None:
        self.version = version
        super().__init__(
            f"the release ended early, and the alias could not be moved back: {problem}. Version {version} may still "
            "be served; expected the one before. With valid credentials `invoke rollback` takes it back"
        )


class AlarmFiringError(DeploymentError):
    """An alarm fires before anything is changed, so that it could tell nothing about a new version."""

    def __init__(self, *, alarms: tuple[str, ...]) -> None:
        self.alarms = alarms
        super().__init__(
            f"{', '.join(alarms)} {'fires' if len(alarms) == 1 else 'fire'} already; expected none, because an alarm "
            "that fires cannot judge a new version. docs/runbook.md says what each means; without --canary and "
            "--bake nothing is watched"
        )


class AlarmMissingError(DeploymentError):
    """An alarm that should be watched is not there."""

    def __init__(self, *, alarms: tuple[str, ...]) -> None:
        self.alarms = alarms
        super().__init__(
            f"the alarms {', '.join(alarms)} do not exist; expected those that Terraform made. Without them nobody "
            "would notice a bad version. `invoke plan` shows what is missing"
        )


class DeploymentRunningError(DeploymentError):
    """Another task works with this clone's Terraform."""

    def __init__(self, *, lock: Path) -> None:
        super().__init__(
            f"another deployment runs in this clone (it holds {lock}); expected one at a time. Wait until it is over"
        )


class TerraformMissingError(DeploymentError):
    """There is no usable Terraform."""

    def __init__(self, *, found: str | None, wanted: str) -> None:
        self.found = found
        problem = "terraform was not found" if found is None else f"terraform is {found}"
        super().__init__(
            f"{problem}; expected {wanted} or a later 1.x. Get it from "
            f"https://releases.hashicorp.com/terraform/{wanted}/ (one executable, put it on PATH), or by "
            f"`tfenv install {wanted}`, `mise use terraform@{wanted}`, `brew install hashicorp/tap/terraform`"
        )


class TerraformFailedError(DeploymentError):
    """Terraform ended with an error that has no better name here."""

    def __init__(self, *, command: str, said: str, remedy: str = "") -> None:
        self.command = command
        self.said = said
        super().__init__(f"terraform {command} failed. It said: {said.strip()}{f' {remedy}' if remedy else ''}")


class HalfAppliedError(TerraformFailedError):
    """The apply stopped in the middle."""


class StateLockedError(DeploymentError):
    """Somebody else changes the same stack, or died while doing so."""

    def __init__(self, *, lock_id: str, holder: str, since: str) -> None:
        self.lock_id = lock_id
        super().__init__(
            f"the state is locked by {holder or 'somebody'} since {since or 'some time'}; expected nobody to change "
            "the stack at the same time. Wait until that is over; if the holder is surely gone: "
            f"`terraform -chdir=infra/terraform force-unlock {lock_id}`"
        )


class ForeignStateError(DeploymentError):
    """The state describes something else than this environment."""

    def __init__(self, *, found: str, expected: str) -> None:
        super().__init__(
            f"the state is that of another project or environment: it holds {found}; expected {expected}. Nothing "
            "was changed. Check the bucket and key in environments/*.s3.tfbackend, or the name in the tfvars"
        )


class BackendChangedError(DeploymentError):
    """The state lies elsewhere than where this clone saw it last."""

    def __init__(self, *, environment: str) -> None:
        super().__init__(
            f"the place of {environment}'s state changed since this clone used it; expected the same. "
            f"`invoke bootstrap --environment {environment}` takes the state along; if it lies in the new place "
            f"already, remove infra/terraform/.terraform/{environment} and try again"
        )


class ProviderError(DeploymentError):
    """Terraform cannot get its provider."""

    def __init__(self, *, said: str) -> None:
        super().__init__(
            f"Terraform cannot get the AWS provider: {said.strip()} Check the network, or name the root of a "
            "file-system mirror in CODERIPPLE_PROVIDER_MIRROR"
        )


class ProviderLockError(DeploymentError):
    """The committed lock does not know the provider for this machine."""

    def __init__(self) -> None:
        super().__init__(
            "infra/terraform/.terraform.lock.hcl does not hold the provider's hash for this machine; expected it "
            "there, committed. `terraform -chdir=infra/terraform providers lock -platform=linux_amd64 "
            "-platform=darwin_arm64` adds it"
        )


class ConfirmationError(DeploymentError):
    """Nobody can be asked."""

    def __init__(self) -> None:
        super().__init__("there is no terminal to ask at; expected --yes, which agrees to what would be shown")


class SecretFormError(DeploymentError):
    """A secret has a form that the function could not read; its value is never shown."""

    def __init__(self, *, name: str) -> None:
        super().__init__(
            f"the value of {name} is no webhook secret; expected a text, one secret a line, or a JSON list of texts"
        )
