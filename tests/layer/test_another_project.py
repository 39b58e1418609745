"""A project with its own names, folders and table is built and proven by the same tool."""

import zipfile
from collections.abc import Iterator

import pytest
from fakes.progress import FakeProgress
from fakes.thumbnails_project import write_thumbnails_project
from fakes.wheels import only_wheels_of
from lambda_packaging.build import build
from lambda_packaging.errors import PlatformError
from lambda_packaging.manifest import Manifest
from lambda_packaging.project import Project
from lambda_packaging.proof import prove

BYTECODE = "cpython-313.pyc"
CONTENTS = {
    "pixels.zip": [
        "python/pixels-2.1.dist-info/METADATA",
        "python/pixels/__init__.py",
        f"python/pixels/__pycache__/__init__.{BYTECODE}",
        "python/pixels/pixels.h",
        "python/shades-0.3.dist-info/METADATA",
        "python/shades/__init__.py",
        f"python/shades/__pycache__/__init__.{BYTECODE}",
    ],
    "queue.zip": [
        f"python/__pycache__/stamps.{BYTECODE}",
        "python/courier-7.0.dist-info/METADATA",
        "python/courier/__init__.py",
        f"python/courier/__pycache__/__init__.{BYTECODE}",
        "python/stamps-1.5.dist-info/METADATA",
        "python/stamps.py",
    ],
    "thumbnails.zip": [
        "python/thumbnails-3.1.dist-info/METADATA",
        "python/thumbnails-3.1.dist-info/WHEEL",
        "python/thumbnails/__init__.py",
        f"python/thumbnails/__pycache__/__init__.{BYTECODE}",
        f"python/thumbnails/__pycache__/queue.{BYTECODE}",
        "python/thumbnails/queue.py",
    ],
    "scale.zip": [f"__pycache__/scale.{BYTECODE}", "scale.py"],
    "sweep.zip": [
        f"__pycache__/common.{BYTECODE}",
        f"__pycache__/sweep.{BYTECODE}",
        "broom-4.0.dist-info/METADATA",
        "broom/__init__.py",
        f"broom/__pycache__/__init__.{BYTECODE}",
        "common.py",
        "sweep.py",
    ],
}


@pytest.fixture(scope="module")
def thumbnails(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """That project."""
    folder = tmp_path_factory.mktemp("thumbnails")
    with only_wheels_of(folder / "wheels"):
        yield write_thumbnails_project(folder / "images", folder / "wheels")


@pytest.fixture(scope="module")
def thumbnails_manifest(thumbnails: Project) -> Manifest:
    """Its build."""
    return build(thumbnails, architectures=["x86_64"], progress=FakeProgress())


def test_its_archives_hold_exactly_this(thumbnails: Project, thumbnails_manifest: Manifest) -> None:
    """The second layer repeats nothing of the first; what the runtime has is in neither; headers stay, as declared."""
    assert [artifact.file_name for artifact in thumbnails_manifest.artifacts] == list(CONTENTS)
    for file_name, names in CONTENTS.items():
        with zipfile.ZipFile(thumbnails.dist / file_name) as archive:
            assert archive.namelist() == names, file_name
    metadata = {"scale-function-metadata.json", "sweep-function-metadata.json"}
    assert {path.name for path in thumbnails.dist.glob("*")} >= metadata | set(CONTENTS) | {"manifest.json"}


def test_each_artifact_says_what_was_left_out_of_it(thumbnails_manifest: Manifest) -> None:
    """By the rule that did it."""
    rules = {artifact.file_name: [one.rule for one in artifact.pruned] for artifact in thumbnails_manifest.artifacts}
    assert rules == {
        "pixels.zip": ["not-required", "runtime-provided", "installer-files", "tests", "metadata"],
        "queue.zip": ["not-required", "installer-files", "metadata"],
        "thumbnails.zip": [],
        "scale.zip": [],
        "sweep.zip": ["installer-files", "metadata"],
    }


def test_it_is_proven(thumbnails: Project, thumbnails_manifest: Manifest) -> None:
    """Both functions, each with all layers; what the runtime brings is there for them."""
    proof = prove(thumbnails, thumbnails_manifest, architecture="x86_64", progress=FakeProgress())
    assert (proof.holds, proof.failures, proof.never_worked, proof.left_out) == (True, (), (), ())
    # the layers' six modules for each function, scale's one, sweep's two and broom
    assert proof.checked == {"import": 2 * 6 + 1 + 3, "version": 2 * 5 + 1, "program": 2}
    assert set(proof.artifacts) == set(CONTENTS)


def test_it_is_built_for_what_it_declares_only(thumbnails: Project) -> None:
    """The remedy names the declaration."""
    with pytest.raises(PlatformError, match=r"expected x86_64\. Name one of them with --arch, or declare it"):
        build(thumbnails, architectures=["arm64"], progress=FakeProgress())
