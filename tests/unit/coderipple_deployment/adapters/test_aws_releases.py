"""The alias holds its canary and what was refused; one call moves it."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from coderipple_deployment.adapters.aws_releases import AwsReleases, describe, read_alias, read_before, read_refused
from coderipple_deployment.errors import AliasMovedError, AwsError
from coderipple_deployment.values import Alias, Version


class FakeLambda:
    """A client of Lambda with one alias."""

    def __init__(self, *, error: str = "") -> None:
        self.error = error
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def get_alias(self, **asked: Any) -> dict[str, Any]:
        return self._answer(
            "get_alias", asked, {"FunctionVersion": "3", "Description": "refused: 4", "RevisionId": "r"}
        )

    def update_alias(self, **asked: Any) -> dict[str, Any]:
        return self._answer("update_alias", asked, {**asked, "RevisionId": "s"})

    def delete_function(self, **asked: Any) -> dict[str, Any]:
        return self._answer("delete_function", asked, {})

    def delete_layer_version(self, **asked: Any) -> dict[str, Any]:
        return self._answer("delete_layer_version", asked, {})

    def get_paginator(self, operation: str) -> "FakePages":
        return FakePages(operation)

    def _answer(self, name: str, asked: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
        self.calls.append((name, asked))
        if self.error:
            raise ClientError({"Error": {"Code": self.error, "Message": "no"}}, name)
        return answer


class FakePages:
    """Two pages of versions."""

    def __init__(self, operation: str) -> None:
        self._operation = operation

    def paginate(self, **_: Any) -> Iterator[dict[str, Any]]:
        if self._operation == "list_layer_versions":
            yield {"LayerVersions": [{"Version": 10}]}
            yield {"LayerVersions": [{"Version": 9}]}
            return
        yield {"Versions": [{"Version": "$LATEST"}, {"Version": "10", "Layers": [{"Arn": "a:1"}], "LastModified": "x"}]}
        yield {"Versions": [{"Version": "9", "CodeSha256": "c"}]}


def test_the_alias_is_read() -> None:
    """With its canary, if one runs."""
    found = AwsReleases(FakeLambda(), function_name="f").alias()
    assert found == Alias(version=3, refused=(4,), revision="r")
    routing = {"FunctionVersion": "3", "RoutingConfig": {"AdditionalVersionWeights": {"4": 0.1}}}
    assert read_alias(routing) == Alias(version=3, canary=(4, 0.1))


def test_no_function_has_no_alias() -> None:
    """Any other error is one."""
    assert AwsReleases(FakeLambda(error="ResourceNotFoundException"), function_name="f").alias() is None
    with pytest.raises(AwsError, match="reading the alias failed: ServiceException"):
        AwsReleases(FakeLambda(error="ServiceException"), function_name="f").alias()


def test_one_call_moves_the_alias() -> None:
    """It clears the weights that are not wanted, and holds AWS to what was read."""
    client = FakeLambda()
    moved = AwsReleases(client, function_name="f").point(Alias(version=2, refused=(4, 3), revision="r"))
    assert moved == Alias(version=2, refused=(3, 4), revision="s")
    assert client.calls == [
        (
            "update_alias",
            {
                "FunctionName": "f",
                "Name": "live",
                "FunctionVersion": "2",
                "RoutingConfig": {"AdditionalVersionWeights": {}},
                "Description": "refused: 3,4",
                "RevisionId": "r",
            },
        )
    ]
    AwsReleases(client, function_name="f").point(Alias(version=2, canary=(5, 0.25)))
    assert client.calls[-1][1]["RoutingConfig"] == {"AdditionalVersionWeights": {"5": 0.25}}
    assert "RevisionId" not in client.calls[-1][1]


def test_an_alias_that_moved_meanwhile_is_left() -> None:
    """AWS compares the revision."""
    with pytest.raises(AliasMovedError):
        AwsReleases(FakeLambda(error="PreconditionFailedException"), function_name="f").point(Alias(version=2))
    with pytest.raises(AwsError, match="moving the alias failed"):
        AwsReleases(FakeLambda(error="ServiceException"), function_name="f").point(Alias(version=2))


def test_versions_come_oldest_first_from_every_page() -> None:
    """By number, not by text; what is not published is none."""
    releases = AwsReleases(FakeLambda(), function_name="f")
    assert releases.versions() == (
        Version(number=9, code_sha256="c"),
        Version(number=10, published_at="x", layer_arns=("a:1",)),
    )
    assert releases.layer_versions("a") == (9, 10)


def test_one_version_is_deleted_never_the_function() -> None:
    """The qualifier makes the difference."""
    client = FakeLambda()
    releases = AwsReleases(client, function_name="f")
    releases.delete_version(3)
    releases.delete_layer_version("a", 7)
    assert client.calls == [
        ("delete_function", {"FunctionName": "f", "Qualifier": "3"}),
        ("delete_layer_version", {"LayerName": "a", "VersionNumber": 7}),
    ]


@pytest.mark.parametrize(
    ("description", "refused"),
    [("refused: none", ()), ("", ()), ("refused: 9,7", (7, 9)), ("refused: 7, 9", (7, 9)), ("a note of mine", ())],
)
def test_what_was_refused_stands_in_the_description(description: str, refused: tuple[int, ...]) -> None:
    """Whoever writes something else there loses nothing but that."""
    assert read_refused(description) == refused


def test_a_description_has_room_for_some_dozens() -> None:
    """The oldest are dropped; they are pruned by then."""
    text = describe(tuple(range(1000, 1100)), 999)
    assert len(text) <= 256
    assert read_refused(text)[-1] == 1099
    assert describe((), None) == "refused: none"
    assert (read_refused(text)[-1], read_before(text)) == (1099, 999)
    assert (read_refused("refused: none; before: 6"), read_before("refused: none; before: 6")) == ((), 6)
    assert (read_refused("refused: 7, 9"), read_before("refused: 7, 9")) == ((7, 9), None)
