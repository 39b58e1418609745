"""Reads a webhook payload of GitHub.

Comes in: decoded JSON that nobody has checked. Goes out: a `WebhookEvent`, or a `PayloadError` that names the
path of the bad key. Standard library only, and no dataclasses: the acknowledging path imports this module.

The readers are small and typed; an error is raised where it is found and grows its path while it rises.
Keys that nothing here needs are ignored, so that additions of GitHub's do no harm.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from coderipple.errors import PayloadError

_BRANCHES = "refs/heads/"
_COMMIT_ID_LENGTHS = (40, 64)  # SHA-1 and SHA-256 object names
_HEX_DIGITS = frozenset("0123456789abcdef")
_LETTERS_AND_DIGITS = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NAME_CHARACTERS = _LETTERS_AND_DIGITS | frozenset("._-")
_NAME_LENGTH = 100  # GitHub's limit for a repository; an owner's is 39
_WORD_LENGTH = 64
_REF_LENGTH = 1024
_REF_FORBIDDEN = frozenset(" ~^:?*[\\\x7f") | frozenset(map(chr, range(32)))
_SHOWN_CHARACTERS = 40
_MOST_COMMITS = 2048  # so many GitHub lists of a push at most
_MOST_NUMBER = 2**53  # what JSON can carry without loss
_MOST_PATHS = 3000  # and so many changed files of a commit

type _Reader[T] = Callable[[object], T]


class PushedCommit(NamedTuple):
    """One commit of a push.

    Attributes:
        id: The commit's object name.
        message: The whole message, subject and body.
        paths: What it added, changed or removed; None when the payload does not say all of it.
    """

    id: str
    message: str
    paths: tuple[str, ...] | None = None


class _Event(NamedTuple):
    kind: str
    delivery_id: str | None
    repository_name: str
    full_name: str
    default_branch: str | None
    sender_login: str | None
    ref: str | None
    before: str | None
    after: str | None
    created: bool
    deleted: bool
    forced: bool
    commits: tuple[PushedCommit, ...]
    head_commit_message: str | None
    pusher: str | None
    action: str | None
    number: int | None
    base_branch: str | None
    base_commit: str | None
    head_commit: str | None
    is_fork: bool
    is_dry_run: bool


class WebhookEvent(_Event):
    """What CodeRipple needs of a webhook, checked.

    Args:
        webhook_data: The decoded payload.
        kind: Value of the `X-GitHub-Event` header; inferred from the keys when left out.
        delivery_id: Value of the `X-GitHub-Delivery` header, for the log.
        is_dry_run: Whether to work it off without writing anything; no payload can say so.

    Raises:
        PayloadError: The payload does not have the shape that GitHub documents.

    Attributes:
        kind: `push`, `ping`, `pull_request`, another event's name, or `unknown`.
        delivery_id: GitHub's id of this delivery, or None.
        repository_name: Name without owner; empty for an organisation's event without a repository.
        full_name: `owner/name`; empty as above.
        default_branch: The branch that is documented, or None when the payload does not say.
        sender_login: Who caused the event, or None.
        ref: The full ref that was pushed; None for anything but a push.
        before: The commit the ref pointed to, or None when the push created it.
        after: The commit it points to now, or None when the push deleted it.
        created: Whether the push created the ref.
        deleted: Whether the push deleted the ref.
        forced: Whether the push rewrote history.
        commits: The commits GitHub lists (at most 2,048), oldest first; may be empty.
        head_commit_message: Message of the newest commit, or None.
        pusher: Name of who pushed, or None.
        action: What happened to the pull request, such as `opened`; None for any other event.
        number: The pull request's number, or None as above.
        base_branch: The branch that the pull request wants to change, or None as above.
        base_commit: The commit it is at, or None as above.
        head_commit: The commit that the pull request proposes, or None as above.
        is_fork: Whether the pull request comes from another repository, or the pushed repository is a fork itself.
        is_dry_run: Whether nothing may be written.
    """

    __slots__ = ()

    def __new__(
        cls, webhook_data: object, kind: str | None = None, delivery_id: str | None = None, *, is_dry_run: bool = False
    ) -> "WebhookEvent":
        """Reads the payload."""
        payload = _mapping(webhook_data)
        if not payload:
            raise PayloadError(path="", problem="is empty; expected the JSON object of a webhook")
        kind = infer_kind(payload) if kind is None else _header_word("X-GitHub-Event", kind)
        delivery_id = None if delivery_id is None else _header_word("X-GitHub-Delivery", delivery_id)
        fields = _repository(payload, required=kind in {"push", "pull_request", "unknown"})
        fields["sender_login"] = _person(payload, "sender", "login")
        fields |= _NOTHING | {"is_dry_run": is_dry_run}
        if kind == "push":
            fields |= _push(payload)
        elif kind == "pull_request":
            fields |= _pull_request(payload, str(fields["full_name"]))
        return super().__new__(cls, kind=kind, delivery_id=delivery_id, **fields)  # type: ignore[arg-type]  # by name

    @property
    def branch(self) -> str | None:
        """Name of the pushed branch, `/` included; None for a tag or anything but a push."""
        if self.ref is None or not self.ref.startswith(_BRANCHES):
            return None
        return self.ref.removeprefix(_BRANCHES)

    @property
    def changed_paths(self) -> frozenset[str] | None:
        """Every path that the push changed; None when the payload does not tell all of them for certain."""
        lists_all = self.commits and len(self.commits) < _MOST_COMMITS and self.commits[-1].id == self.after
        paths = [commit.paths for commit in self.commits]
        if not lists_all or self.created or self.forced or None in paths:
            return None
        return frozenset(path for each in paths for path in each or ())

    def __repr__(self) -> str:
        """Shows what was pushed where, and no message."""
        shown = f"WebhookEvent({self.kind} {self.full_name or 'no repository'}"
        if self.ref is not None:
            before, after = (commit[:12] if commit else "none" for commit in (self.before, self.after))
            shown += f" {_shown(self.ref)} {before}..{after}, {len(self.commits)} commits"
        if self.number is not None:
            shown += f" #{self.number} {_shown(self.action)}"
        return shown + ")"


def infer_kind(webhook_data: object) -> str:
    """Returns the event's name, judged by the keys of its payload, for events that come without headers."""
    if isinstance(webhook_data, Mapping):
        if "zen" in webhook_data:
            return "ping"
        if "pull_request" in webhook_data:
            return "pull_request"
        if "ref" in webhook_data and "after" in webhook_data:
            return "push"
    return "unknown"


_NOTHING: dict[str, object] = {
    "ref": None,
    "before": None,
    "after": None,
    "created": False,
    "deleted": False,
    "forced": False,
    "commits": (),
    "head_commit_message": None,
    "pusher": None,
    "action": None,
    "number": None,
    "base_branch": None,
    "base_commit": None,
    "head_commit": None,
    "is_fork": False,
}


def _repository(payload: Mapping[str, object], *, required: bool) -> dict[str, object]:
    read = _required if required else _optional
    found = read(payload, "repository", _repository_fields)
    return found or {"repository_name": "", "full_name": "", "default_branch": None}


def _repository_fields(value: object) -> dict[str, object]:
    repository = _mapping(value)
    name = _required(repository, "name", _name)
    full_name = _required(repository, "full_name", _full_name)
    if full_name.partition("/")[2] != name:
        raise PayloadError(path="full_name", problem=f"is {_shown(full_name)}; expected owner/{name}")
    default_branch = _optional(repository, "default_branch", _branch)
    return {"repository_name": name, "full_name": full_name, "default_branch": default_branch}


def _push(payload: Mapping[str, object]) -> dict[str, object]:
    after = _required(payload, "after", _commit_or_none)
    return {
        "ref": _required(payload, "ref", _ref),
        "before": _required(payload, "before", _commit_or_none),
        "after": after,
        "created": _optional(payload, "created", _flag) or False,
        "deleted": _optional(payload, "deleted", _flag) or after is None,
        "forced": _optional(payload, "forced", _flag) or False,
        "commits": _optional(payload, "commits", _commits) or (),
        "head_commit_message": _optional(payload, "head_commit", _message),
        "pusher": _person(payload, "pusher", "name"),
        "is_fork": _required(payload, "repository", _is_fork),
    }


def _is_fork(value: object) -> bool:
    return _optional(_mapping(value), "fork", _flag) or False


def _pull_request(payload: Mapping[str, object], full_name: str) -> dict[str, object]:
    fields = _required(payload, "pull_request", _proposal)
    # The other repository may be gone; then its name is null.
    is_fork = fields.pop("head_repository") != full_name
    return fields | {"action": _required(payload, "action", _word), "is_fork": is_fork}


def _proposal(value: object) -> dict[str, object]:
    request = _mapping(value)
    number = _required(request, "number", _number)
    return {"number": number, **_required(request, "base", _base), **_required(request, "head", _head)}


def _base(value: object) -> dict[str, object]:
    base = _mapping(value)
    return {"base_branch": _required(base, "ref", _branch), "base_commit": _required(base, "sha", _commit)}


def _head(value: object) -> dict[str, object]:
    head = _mapping(value)
    name = _optional(head, "repo", lambda repository: _required(_mapping(repository), "full_name", _full_name))
    return {"head_commit": _required(head, "sha", _commit), "head_repository": name}


def _person(payload: Mapping[str, object], key: str, name_key: str) -> str | None:
    return _optional(payload, key, lambda value: _optional(_mapping(value), name_key, _text))


def _commits(value: object) -> tuple[PushedCommit, ...]:
    if not isinstance(value, list):
        raise PayloadError(path="", problem=f"is {_shown(value)}; expected an array of commits")
    return tuple(_at(f"[{index}]", _pushed_commit, commit) for index, commit in enumerate(value))


def _pushed_commit(value: object) -> PushedCommit:
    commit = _mapping(value)
    return PushedCommit(
        id=_required(commit, "id", _commit), message=_required(commit, "message", _text), paths=_paths(commit)
    )


def _paths(commit: Mapping[str, object]) -> tuple[str, ...] | None:
    lists = [_optional(commit, key, _texts) for key in ("added", "removed", "modified")]
    paths = tuple(path for each in lists for path in each or ())
    return None if None in lists or len(paths) >= _MOST_PATHS else paths


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise PayloadError(path="", problem=f"is {_shown(value)}; expected an array of strings")
    return tuple(_at(f"[{index}]", _text, each) for index, each in enumerate(value))


def _message(value: object) -> str:
    return _required(_mapping(value), "message", _text)


def _required[T](payload: Mapping[str, object], key: str, read: _Reader[T]) -> T:
    if key not in payload:
        raise PayloadError(path=key, problem="is missing")
    return _at(key, read, payload[key])


def _optional[T](payload: Mapping[str, object], key: str, read: _Reader[T]) -> T | None:
    value = payload.get(key)
    return None if value is None else _at(key, read, value)


def _at[T](key: str, read: _Reader[T], value: object) -> T:
    try:
        return read(value)
    except PayloadError as error:
        separator = "." if error.path and not error.path.startswith("[") else ""
        raise PayloadError(path=f"{key}{separator}{error.path}", problem=error.problem) from None


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise PayloadError(path="", problem=f"is {_shown(value)}; expected an object")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise PayloadError(path="", problem=f"is {_shown(value)}; expected true or false")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < _MOST_NUMBER:
        raise PayloadError(path="", problem=f"is {_shown(value)}; expected a whole number from 1 on")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PayloadError(path="", problem=f"is {_shown(value)}; expected a string")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise PayloadError(path="", problem="is not valid Unicode; it has half of a surrogate pair") from None
    return value


def _name(value: object) -> str:
    name = _text(value)
    if not _is_name(name):
        raise PayloadError(path="", problem=f"is {_shown(name)}; expected letters, digits, '.', '-' and '_'")
    return name


def _full_name(value: object) -> str:
    full_name = _text(value)
    parts = full_name.split("/", 2)
    if len(parts) != 2 or not all(map(_is_name, parts)):
        raise PayloadError(path="", problem=f"is {_shown(full_name)}; expected owner/name")
    return full_name


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _NAME_LENGTH and _NAME_CHARACTERS.issuperset(name) and name not in {".", ".."}


def _commit(value: object) -> str:
    commit = _text(value)
    if len(commit) not in _COMMIT_ID_LENGTHS or not _HEX_DIGITS.issuperset(commit):
        raise PayloadError(path="", problem=f"is {_shown(commit)}; expected 40 or 64 lower-case hex digits")
    return commit


def _commit_or_none(value: object) -> str | None:
    commit = _commit(value)
    return commit if commit.strip("0") else None


def _ref(value: object) -> str:
    ref = _text(value)
    if not ref.startswith("refs/") or not _is_ref(ref):
        raise PayloadError(path="", problem=f"is {_shown(ref)}; expected a valid ref such as refs/heads/main")
    return ref


def _branch(value: object) -> str:
    branch = _text(value)
    if not _is_ref(_BRANCHES + branch):
        raise PayloadError(path="", problem=f"is {_shown(branch)}; expected a branch's name")
    return branch


def _is_ref(ref: str) -> bool:
    """The rules of `git check-ref-format`, so that no later stage has to fear a ref."""
    parts = ref.split("/") if len(ref) <= _REF_LENGTH else []
    return (
        len(parts) > 2
        and all(part and not part.startswith(".") and not part.endswith((".lock", ".")) for part in parts)
        and ".." not in ref
        and "@{" not in ref
        and _REF_FORBIDDEN.isdisjoint(ref)
    )


def _header_word(header: str, value: str) -> str:
    if not _is_word(value):
        raise PayloadError(path="", problem=f"has the header {header} {_shown(value)}; expected one short word")
    return value


def _word(value: object) -> str:
    word = _text(value)
    if not _is_word(word):
        raise PayloadError(path="", problem=f"is {_shown(word)}; expected one short word")
    return word


def _is_word(value: str) -> bool:
    return 0 < len(value) <= _WORD_LENGTH and _NAME_CHARACTERS.issuperset(value)


def _shown(value: object) -> str:
    """A value for a message: short, printable, and never a whole structure, which may be endlessly deep."""
    if isinstance(value, str):
        return ascii(value if len(value) <= _SHOWN_CHARACTERS else value[:_SHOWN_CHARACTERS] + "…")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    for kind, name in ((dict, "an object"), (list, "an array"), (int | float, "a number")):
        if isinstance(value, kind):
            return name
    return f"a {type(value).__name__}"
