"""Everything outside that a deployment needs, remembered instead of done.

Each fake meets the port of `coderipple_deployment.ports` with its name. One function, its versions and its alias are
shared by those that change and those that show them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from coderipple_deployment.deploy import Ports
from coderipple_deployment.errors import AliasMovedError, ConfirmationError
from coderipple_deployment.plan import Change, Plan
from coderipple_deployment.push_events import DRY_RUN
from coderipple_deployment.values import Alias, Answer, LogLine, Message, Stack, Version
from fakes.progress import FakeProgress

ALARMS = {"errors": "sample-errors", "canary_errors": "sample-canary-errors"}
STACK = Stack(
    function_name="sample",
    function_arn="arn:aws:lambda:eu-west-1:123456789012:function:sample",
    newest_version=1,
    webhook_url="https://api.example/webhook",
    health_url="https://api.example/health",
    log_group_name="/aws/lambda/sample",
    dead_letter_queue_url="https://sqs.example/sample-failed",
    alarm_names=ALARMS,
    dashboard_name="sample",
    layer_arns=("arn:aws:lambda:eu-west-1:123456789012:layer:dependencies:1", "arn:aws:lambda:x:1:layer:package:1"),
    webhook_secret_arn="arn:aws:secretsmanager:eu-west-1:123456789012:secret:sample/webhook-secret",
    github_credentials_arn="arn:aws:secretsmanager:eu-west-1:123456789012:secret:sample/github-credentials",
    region="eu-west-1",
    account_id="123456789012",
)
FUNCTION_CHANGE = Plan(
    changes=(
        Change(
            address="aws_lambda_function.f",
            type="aws_lambda_function",
            action="update",
            attributes=("source_code_hash",),
        ),
    )
)
NOTHING = Plan()


class FakeReleases:
    """Versions and an alias; every move of it is remembered, with who moved it.

    Attributes:
        codes: The hash of each version's code, by its number; what is not named has none.
        unreadable: What is raised instead of telling the alias.
        on_delete: Is called with the number of a version before it goes; it may raise, as Ctrl-C does.
    """

    def __init__(self, alias: Alias | None = None, *, versions: int = 0) -> None:
        self.current = alias
        self.published = [Version(number=number) for number in range(1, versions + 1)]
        self.moves: list[Alias] = []
        self.deleted: list[int] = []
        self.layers: dict[str, list[int]] = {}
        self.deleted_layers: list[str] = []
        self.fails: Exception | None = None
        self.unreadable: Exception | None = None
        self.codes: dict[int, str] = {}
        self.on_delete: Callable[[int], None] = lambda _: None

    def alias(self) -> Alias | None:
        if self.unreadable:
            raise self.unreadable
        return self.current

    def point(self, alias: Alias) -> Alias:
        if self.current and alias.revision and alias.revision != self.current.revision:
            raise AliasMovedError(expected="as it was read", found="changed")
        self.current = replace(alias, revision=f"r{len(self.moves)}")
        self.moves.append(replace(alias, revision=""))
        return self.current

    def versions(self) -> tuple[Version, ...]:
        return tuple(replace(one, code_sha256=self.codes.get(one.number, "")) for one in self.published)

    def delete_version(self, number: int) -> None:
        if self.fails:
            raise self.fails
        self.on_delete(number)
        self.deleted.append(number)
        self.published = [version for version in self.published if version.number != number]

    def layer_versions(self, layer_arn: str) -> tuple[int, ...]:
        return tuple(self.layers.get(layer_arn, ()))

    def delete_layer_version(self, layer_arn: str, number: int) -> None:
        self.deleted_layers.append(f"{layer_arn}:{number}")


class FakeTerraform:
    """Publishes a version when a plan with changes is applied.

    Args:
        releases: Where the version appears; the first one brings the alias into being.
        deployed: What is there before.
    """

    def __init__(self, releases: FakeReleases, deployed: Stack | None = None) -> None:
        self._releases = releases
        self.deployed = deployed
        self.next_plan = FUNCTION_CHANGE
        self.done: list[str] = []
        self.variables: Mapping[str, object] = {}
        self.fails: dict[str, BaseException] = {}
        self.publishes = True

    def require_version(self) -> None:
        self._do("version")

    def init(self) -> None:
        self._do("init")

    def stack(self) -> Stack | None:
        return self.deployed

    def plan(self, variables: Mapping[str, object], *, destroy: bool = False) -> Plan:
        self.variables = variables
        self._do("plan -destroy" if destroy else "plan")
        return self.next_plan

    def apply(self, plan: Plan) -> None:
        self._do("apply")
        before = self.deployed or replace(STACK, newest_version=0)
        if not self.publishes:
            self.deployed = before
            return
        newest = before.newest_version + 1
        self.deployed = replace(before, newest_version=newest)
        self._releases.published.append(Version(number=newest))
        if self._releases.current is None:
            self._releases.current = Alias(version=newest)

    def move_state(self) -> None:
        self._do("move state")

    def _do(self, name: str) -> None:
        if name in self.fails:
            raise self.fails[name]
        self.done.append(name)


class FakeAccount:
    """One account."""

    def __init__(self, number: str = "123456789012") -> None:
        self.number = number

    def account_id(self) -> str:
        return self.number


class FakeWorkTree:
    """A clone with changes or without."""

    def __init__(self, *changed: str) -> None:
        self.changed = changed

    def changed_paths(self) -> tuple[str, ...]:
        return self.changed


class FakeSecrets:
    """Secrets by name."""

    def __init__(self, stored: Mapping[str, str] | None = None) -> None:
        self.stored = dict(stored or {})
        self.put_names: list[str] = []

    def read(self, name: str) -> str | None:
        return self.stored.get(name)

    def put(self, name: str, value: str) -> None:
        self.put_names.append(name)
        self.stored[name] = value


def healthy(event: Mapping[str, object]) -> Answer:
    """Answers as a function that works."""
    if DRY_RUN in event:
        documents = [{"path": "README.md"}, {"path": "system/architecture.md"}]
        return Answer(status=200, body={"documentation_updated": False, "documents": documents})
    if event["rawPath"] == "/health":
        return Answer(status=200, body={"status": "healthy", "layers_functional": True})
    return Answer(status=200, body={"message": "Ping received"})


class FakeInvocations:
    """A function whose versions answer as a test says; they work if it says nothing."""

    def __init__(self) -> None:
        self.answers: dict[int, Callable[[Mapping[str, object]], Answer]] = {}
        self.invoked: list[int] = []
        self.handed_over: list[bytes] = []
        self.fails: BaseException | None = None

    def invoke(self, version: int, event: Mapping[str, object]) -> Answer:
        if self.fails:
            raise self.fails
        self.invoked.append(version)
        return self.answers.get(version, healthy)(event)

    def hand_over(self, event: bytes) -> None:
        if self.fails:
            raise self.fails
        self.handed_over.append(event)


class FakeAlarms:
    """Alarms that are quiet until a test makes one fire, now or after some looks.

    Attributes:
        on_look: Is called at each look with its number; it may raise, as Ctrl-C does.
    """

    def __init__(self, names: Sequence[str] = tuple(ALARMS.values())) -> None:
        self.names = list(names)
        self.firing: set[str] = set()
        self.looks = 0
        self.on_look: Callable[[int], None] = lambda _: None

    def states(self, names: Sequence[str]) -> Mapping[str, str]:
        self.looks += 1
        self.on_look(self.looks)
        return {name: "ALARM" if name in self.firing else "OK" for name in names if name in self.names}


class FakeQueue:
    """A dead letter queue; what was received is hidden, and comes back if `returns` says so."""

    def __init__(self, *messages: Message, returns: bool = False) -> None:
        self.messages = list(messages)
        self.deleted: list[str] = []
        self._hidden: set[str] = set()
        self._returns = returns
        self.fails: Exception | None = None

    def depth(self) -> int:
        if self.fails:
            raise self.fails
        return len(self.messages)

    def receive(self) -> Sequence[Message]:
        visible = [message for message in self.messages if self._returns or message.id not in self._hidden][:2]
        self._hidden |= {message.id for message in visible}
        return visible

    def delete(self, message: Message) -> None:
        self.deleted.append(message.id)
        self.messages.remove(message)


class FakeLogs:
    """A log of which each reading shows more."""

    def __init__(self, *readings: Sequence[LogLine]) -> None:
        self._readings = list(readings)
        self.asked: list[datetime] = []

    def lines(self, *, since: datetime) -> Iterator[LogLine]:
        self.asked.append(since)
        yield from self._readings.pop(0) if self._readings else ()


class FakeBuckets:
    """Buckets by name."""

    def __init__(self, *names: str) -> None:
        self.names = set(names)
        self.owners: set[str] = set()
        self.keys: set[str] = set()

    def make(self, name: str, *, owner: str) -> bool:
        self.owners.add(owner)
        is_new = name not in self.names
        self.names.add(name)
        return is_new

    def holds(self, name: str, key: str, *, owner: str) -> bool:
        return name in self.names and key in self.keys


class FakeTime:
    """Meets the `Clock` port: time passes only while somebody waits.

    Attributes:
        on_wait: Is called with the time after each wait; it may raise, as Ctrl-C does.
    """

    def __init__(self) -> None:
        self.passed = 0.0
        self.on_wait: Callable[[float], None] = lambda _: None

    def seconds(self) -> float:
        return self.passed

    def wait(self, seconds: float) -> None:
        self.passed += seconds
        self.on_wait(self.passed)

    def now(self) -> datetime:
        return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC) + timedelta(seconds=self.passed)


class FakePerson:
    """Says yes or no, or is not there."""

    def __init__(self, *, says_yes: bool = True, is_there: bool = True) -> None:
        self.says_yes = says_yes
        self.is_there = is_there
        self.asked: list[str] = []

    def agrees(self, question: str) -> bool:
        self.asked.append(question)
        if not self.is_there:
            raise ConfirmationError
        return self.says_yes


@dataclass(kw_only=True)
class World:
    """All of them together, around one function."""

    releases: FakeReleases
    terraform: FakeTerraform
    secrets: FakeSecrets
    account: FakeAccount = field(default_factory=FakeAccount)
    work_tree: FakeWorkTree = field(default_factory=FakeWorkTree)
    invocations: FakeInvocations = field(default_factory=FakeInvocations)
    alarms: FakeAlarms = field(default_factory=FakeAlarms)
    clock: FakeTime = field(default_factory=FakeTime)
    person: FakePerson = field(default_factory=FakePerson)
    progress: FakeProgress = field(default_factory=FakeProgress)

    def ports(self) -> Ports:
        """Gives them as what `deploy` takes."""
        return Ports(
            terraform=self.terraform,
            account=self.account,
            work_tree=self.work_tree,
            secrets=self.secrets,
            releases=self.releases,
            invocations=self.invocations,
            alarms=self.alarms,
            clock=self.clock,
            person=self.person,
            progress=self.progress,
        )


def empty_world() -> World:
    """Nothing is deployed."""
    releases = FakeReleases()
    return World(releases=releases, terraform=FakeTerraform(releases), secrets=FakeSecrets())


def running_world(*, version: int = 1) -> World:
    """A version serves, with its secrets stored."""
    releases = FakeReleases(Alias(version=version), versions=version)
    stored = {"sample/webhook-secret": "s3cret", "sample/github-credentials": "token"}
    deployed = replace(STACK, newest_version=version)
    return World(releases=releases, terraform=FakeTerraform(releases, deployed), secrets=FakeSecrets(stored))
