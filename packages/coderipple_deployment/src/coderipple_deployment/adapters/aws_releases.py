"""Meets the `Releases` port with Lambda: versions, the alias `live`, layers.

What was refused, and what served before, stands in the alias's description, so that everybody who deploys sees it:
`refused: 7,9; before: 6`.
"""

import re
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from coderipple_deployment.adapters.aws import code_of, explained, translate
from coderipple_deployment.errors import AliasMovedError
from coderipple_deployment.values import LIVE, Alias, Version

NOT_FOUND, MOVED = "ResourceNotFoundException", "PreconditionFailedException"
MOST_CHARACTERS = 256  # of an alias's description
UNPUBLISHED = "$LATEST"


class AwsReleases:
    """One function's versions.

    Args:
        client: Of Lambda.
        function_name: The function.
    """

    def __init__(self, client: Any, *, function_name: str) -> None:
        self._client = client
        self._function_name = function_name

    def alias(self) -> Alias | None:
        """Gives where the alias points; None where there is no function or no alias."""
        try:
            return read_alias(self._client.get_alias(FunctionName=self._function_name, Name=LIVE))
        except ClientError as error:
            if code_of(error) == NOT_FOUND:
                return None
            raise translate(error, doing="reading the alias") from error

    def point(self, alias: Alias) -> Alias:
        """Points the alias, in one call.

        Raises:
            AliasMovedError: It is no longer as it was when `alias` was read.
        """
        weights = {str(alias.canary[0]): alias.canary[1]} if alias.canary else {}
        revision = {"RevisionId": alias.revision} if alias.revision else {}
        try:
            answered = self._client.update_alias(
                FunctionName=self._function_name,
                Name=LIVE,
                FunctionVersion=str(alias.version),
                RoutingConfig={"AdditionalVersionWeights": weights},
                Description=describe(alias.refused, alias.served_before),
                **revision,
            )
        except ClientError as error:
            if code_of(error) == MOVED:
                raise AliasMovedError(expected="as it was read", found="changed") from error
            raise translate(error, doing="moving the alias") from error
        return read_alias(answered)

    def versions(self) -> tuple[Version, ...]:
        """Gives the published versions, oldest first."""
        with explained("listing the versions"):
            pages = self._client.get_paginator("list_versions_by_function").paginate(FunctionName=self._function_name)
            found = [one for page in pages for one in page["Versions"] if one["Version"] != UNPUBLISHED]
        return tuple(sorted(map(_read_version, found), key=lambda version: version.number))

    def delete_version(self, number: int) -> None:
        """Deletes a version."""
        with explained(f"deleting version {number}"):
            self._client.delete_function(FunctionName=self._function_name, Qualifier=str(number))

    def layer_versions(self, layer_arn: str) -> tuple[int, ...]:
        """Gives the versions of a layer, oldest first."""
        with explained("listing the versions of a layer"):
            pages = self._client.get_paginator("list_layer_versions").paginate(LayerName=layer_arn)
            return tuple(sorted(int(one["Version"]) for page in pages for one in page["LayerVersions"]))

    def delete_layer_version(self, layer_arn: str, number: int) -> None:
        """Deletes one of them."""
        with explained(f"deleting version {number} of a layer"):
            self._client.delete_layer_version(LayerName=layer_arn, VersionNumber=number)


def read_alias(found: Mapping[str, Any]) -> Alias:
    """Reads what Lambda says about an alias."""
    weights = (found.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    return Alias(
        version=int(found["FunctionVersion"]),
        canary=next(((int(version), float(weight)) for version, weight in weights.items()), None),
        refused=read_refused(found.get("Description", "")),
        served_before=read_before(found.get("Description", "")),
        revision=found.get("RevisionId", ""),
    )


def read_refused(description: str) -> tuple[int, ...]:
    """Reads the refused versions out of an alias's description."""
    listed = re.match(r"refused: (\d+(?:, ?\d+)*)(?:;|$)", description.strip())
    return tuple(sorted(int(number) for number in listed[1].split(","))) if listed else ()


def read_before(description: str) -> int | None:
    """Reads the version that served before."""
    stated = re.search(r"; before: (\d+)$", description.strip())
    return int(stated[1]) if stated else None


def describe(refused: tuple[int, ...], before: int | None) -> str:
    """Gives the description that holds both; the oldest refused are dropped where they do not fit."""
    numbers = [str(number) for number in sorted(set(refused))]
    served = f"; before: {before}" if before is not None else ""
    while len(text := f"refused: {','.join(numbers) or 'none'}{served}") > MOST_CHARACTERS:
        numbers = numbers[1:]
    return text


def _read_version(found: Mapping[str, Any]) -> Version:
    return Version(
        number=int(found["Version"]),
        published_at=str(found.get("LastModified", "")),
        code_sha256=str(found.get("CodeSha256", "")),
        layer_arns=tuple(layer["Arn"] for layer in found.get("Layers") or ()),
    )
