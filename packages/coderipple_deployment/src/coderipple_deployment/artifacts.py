"""What is deployed: the two layers and the function of a build that is intact, up to date and proven.

Comes in: `dist/` with its manifest and proof. Goes out: `Artifacts`, or the refusal of what must not be deployed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lambda_packaging.build import find_reusable
from lambda_packaging.errors import LedgerError
from lambda_packaging.manifest import FUNCTION, LAYER, Artifact, read_manifest, require_artifacts
from lambda_packaging.metrics.gate import compare_sizes
from lambda_packaging.metrics.ledger import read_ledger, weigh
from lambda_packaging.project import DependenciesLayer, Project
from lambda_packaging.proof_record import read_proof
from lambda_packaging.recipe import list_recipes

from coderipple_deployment.errors import ArtifactError

DIRECT_LIMIT_BYTES = 50_000_000
"""What Lambda takes of a layer in a request; a larger one must lie in S3 (Lambda's quotas, "deployment package")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifacts:
    """Two layers and a function.

    Attributes:
        differences: What differs from what was accepted last, a line each.
    """

    dependencies_layer: Artifact
    package_layer: Artifact
    function: Artifact
    differences: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Artifact, ...]:
        """All three, in the order in which Lambda merges them."""
        return (self.dependencies_layer, self.package_layer, self.function)

    def as_variables(self) -> dict[str, object]:
        """Gives the variables by which Terraform gets to know them."""
        named = {"dependencies_layer": self.dependencies_layer, "package_layer": self.package_layer}
        described = (named | {"function": self.function}).items()
        layers = (self.dependencies_layer, self.package_layer)
        return {
            "artifacts": {name: {"file": one.file_name, "sha256": one.sha256} for name, one in described},
            "layers_through_s3": any(layer.size_bytes > DIRECT_LIMIT_BYTES for layer in layers),
        }


def read_artifacts(project: Project, *, architecture: str) -> Artifacts:
    """Reads what was built for `architecture`.

    Raises:
        ManifestError: It is missing, or was changed after the build.
        ArtifactError: It is older than its sources, or was not proven.
    """
    build, prove = (f"Run `invoke {task} --arch {architecture}`" for task in ("build", "prove"))
    found = require_artifacts(read_manifest(project.dist), project.dist, architecture=architecture)
    for recipe in list_recipes(project, architectures=[architecture]):
        if find_reusable(recipe, found, project) is None:
            problem = f"{recipe.file_name} is older than its sources, or was not built; expected one that is up to date"
            raise ArtifactError(problem=problem, remedy=build)
    _require_proven(project, found, architecture=architecture, remedy=prove)
    return sort_artifacts(project, found)


def _require_proven(project: Project, found: Iterable[Artifact], *, architecture: str, remedy: str) -> None:
    proof = read_proof(project.dist, architecture=architecture)
    if proof is None or any(proof.artifacts.get(one.file_name) != one.sha256 for one in found):
        problem = f"what lies in dist/ for {architecture} was not proven to work; expected the proof of these archives"
        raise ArtifactError(problem=problem, remedy=remedy)
    if not proof.holds:
        raise ArtifactError(problem=f"the proof does not hold: {proof.failures[0]}", remedy=f"{remedy}, which says why")


def sort_artifacts(project: Project, found: tuple[Artifact, ...]) -> Artifacts:
    """Gives each artifact its part.

    Raises:
        ArtifactError: There are more, or fewer, than Terraform knows.
    """
    layers = {one.name: one for one in found if one.kind == LAYER}
    functions = [one for one in found if one.kind == FUNCTION]
    dependencies = [layers[one.name] for one in project.layers if isinstance(one, DependenciesLayer)]
    packages = [layers[one.name] for one in project.layers if not isinstance(one, DependenciesLayer)]
    if (len(dependencies), len(packages), len(functions)) != (1, 1, 1):
        counted = f"{len(dependencies)} layers of dependencies, {len(packages)} of packages, {len(functions)} functions"
        remedy = "infra/terraform has to be extended for more"
        raise ArtifactError(problem=f"the build has {counted}; expected one of each", remedy=remedy)
    return Artifacts(
        dependencies_layer=dependencies[0],
        package_layer=packages[0],
        function=functions[0],
        differences=tuple(_differences(project, found)),
    )


def _differences(project: Project, found: Iterable[Artifact]) -> Iterator[str]:
    try:
        accepted = read_ledger(project.ledger)
    except LedgerError as error:
        yield f"not compared with the ledger: {error}"
        return
    built = weigh(found)
    same = {name: weights for name, weights in accepted.artifacts.items() if name in built.artifacts}
    for finding in compare_sizes(replace(accepted, artifacts=same), built, declared=()):
        yield f"{finding.subject} {finding.text}"
