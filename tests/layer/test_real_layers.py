"""The real layers of this repository: what is in them, that they load alone, and the same bytes from two folders."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.layer import install_package
from lambda_packaging.manifest import Manifest
from lambda_packaging.progress import SilentProgress
from lambda_packaging.project import Project
from lambda_packaging.source_date import read_source_date
from lambda_packaging.target import host_architecture
from lambda_packaging.unpack import UnpackedFunction

DEPENDENCIES = f"dependencies-layer-{host_architecture()}.zip"
MAXIMUM_FUNCTION_BYTES = 13_000  # sources and bytecode; what is not a handler's belongs into the package layer
MAXIMUM_UNZIPPED_BYTES = 262_144_000  # Lambda's limit for the function and its layers together
MAXIMUM_DIRECT_UPLOAD_BYTES = 50 * 1024 * 1024
INPUTS = ("pyproject.toml", "requirements", "packages", "functions")
# Counts what Python compiles while it imports the worker's path from the layers, and where each module came from.
IMPORT_ALONE = """
import importlib, json, sys
from importlib.machinery import SourceFileLoader

compiled = []
source_to_code = SourceFileLoader.source_to_code
def counting(self, data, path, **options):
    compiled.append(path)
    return source_to_code(self, data, path, **options)
SourceFileLoader.source_to_code = counting

sys.path[:0] = sys.argv[1:3]
for name in ("lambda_function", "coderipple.orchestrator_agent", "coderipple.wiring", "strands", "boto3"):
    importlib.import_module(name)
ours = tuple(sys.argv[1:3])
files = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
print(json.dumps({
    "compiled": [path for path in compiled if path.startswith(ours)],
    "loaded": len([file for file in files if file.startswith(ours)]),
    "elsewhere": [file for file in files if "site-packages" in file],
}))
"""
ANSWER_ALONE = """
import json, sys

sys.path.insert(0, sys.argv[1])
from lambda_function import lambda_handler
events = ({"httpMethod": "GET", "path": "/health"}, {"httpMethod": "POST", "body": "{}"})
print(json.dumps([lambda_handler(event, None) for event in events]))
"""


def names(project: Project, file_name: str) -> list[str]:
    """Gives the names in one of the built archives."""
    with zipfile.ZipFile(project.dist / file_name) as archive:
        return archive.namelist()


def test_the_files_have_the_agreed_names(project: Project, manifest: Manifest) -> None:
    """Whoever deploys relies on them."""
    layers = manifest.of_kind("layer", architecture=host_architecture())
    functions = manifest.of_kind("function", architecture=host_architecture())
    names = [artifact.file_name for artifact in (*layers, *functions)]
    assert names == [DEPENDENCIES, "package-layer.zip", "function.zip"]
    for name in (*names, "function-metadata.json", "manifest.json"):
        assert (project.dist / name).is_file()


def test_every_archive_is_the_one_that_the_manifest_names(project: Project, manifest: Manifest) -> None:
    """Sizes and hashes included."""
    assert all(artifact.is_intact(project.dist) for artifact in manifest.artifacts)


def test_sizes_stay_inside_the_limits(manifest: Manifest) -> None:
    """Those of Lambda, for the function and its layers together and for each upload."""
    here = {host_architecture(), "any"}
    artifacts = [artifact for artifact in manifest.artifacts if artifact.architecture in here]
    assert sum(artifact.unzipped_bytes for artifact in artifacts) <= MAXIMUM_UNZIPPED_BYTES
    assert all(artifact.size_bytes <= MAXIMUM_DIRECT_UPLOAD_BYTES for artifact in artifacts)


def test_the_function_stays_tiny(project: Project, manifest: Manifest) -> None:
    """The archive itself, with the bytecode of everything in it."""
    assert (project.dist / "function.zip").stat().st_size <= MAXIMUM_FUNCTION_BYTES


def test_the_package_layer_holds_the_package_and_nothing_else(project: Project, manifest: Manifest) -> None:
    """Every source with its bytecode, no test, no installer's record."""
    source = project.root / "packages/coderipple/src"
    expected = {
        f"python/{path.relative_to(source).as_posix()}"
        for path in source.rglob("*")
        if path.is_file() and not any(part == "__pycache__" or part.startswith(".") for part in path.parts)
    }
    found = set(names(project, "package-layer.zip"))
    assert {name for name in found if "__pycache__" not in name and ".dist-info/" not in name} == expected
    assert len([name for name in found if name.endswith(".pyc")]) == len(
        [name for name in expected if name.endswith(".py")]
    )
    metadata = {name.rpartition("/")[2] for name in found if ".dist-info/" in name}
    assert metadata == {"METADATA", "WHEEL", "entry_points.txt"}


def test_the_dependencies_layer_holds_what_lambda_reads(project: Project, manifest: Manifest) -> None:
    """All below python/, each source with bytecode, no scripts, no records, no part of the runtime or of ours."""
    found = names(project, DEPENDENCIES)
    assert all(name.startswith("python/") for name in found)
    assert not [name for name in found if name.startswith("python/bin/")]
    records = ("/RECORD", "/INSTALLER", "/REQUESTED", "/direct_url.json", "/.lock")
    assert not [name for name in found if name.endswith(records)]
    assert not [name for name in found if name.startswith(("python/coderipple", "python/awslambdaric"))]
    sources = [name for name in found if name.endswith(".py")]
    assert len([name for name in found if name.endswith(".pyc")]) == len(sources)


def test_the_function_holds_handler_and_shared_module(project: Project, manifest: Manifest) -> None:
    """With bytecode: without it the handler is compiled at every cold start."""
    assert names(project, "function.zip") == [
        "__pycache__/lambda_common.cpython-313.pyc",
        "__pycache__/lambda_function.cpython-313.pyc",
        "lambda_common.py",
        "lambda_function.py",
    ]


def test_bytecode_is_never_questioned(unpacked: UnpackedFunction) -> None:
    """Every one of some thousand files: by hash, and not checked."""
    files = list(unpacked.folder.rglob("*.pyc"))
    questioned = [path for path in files if path.read_bytes()[4:8] != b"\x01\0\0\0"]
    assert files
    assert questioned == []


def test_the_worker_loads_from_the_archives_alone_and_compiles_nothing(unpacked: UnpackedFunction) -> None:
    """No site packages, no environment: only the interpreter and the unzipped archives."""
    command = [sys.executable, "-I", "-S", "-B", "-c", IMPORT_ALONE, unpacked.task, unpacked.layers / "python"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, env={})
    assert finished.returncode == 0, finished.stderr
    report = json.loads(finished.stdout)
    assert report["compiled"] == []
    assert report["elsewhere"] == []
    assert report["loaded"] > 100


def test_without_its_layers_the_function_still_answers(unpacked: UnpackedFunction) -> None:
    """A monitor hears that they are missing, a sender that the failure is ours."""
    command = [sys.executable, "-I", "-S", "-B", "-c", ANSWER_ALONE, unpacked.task]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, env={})
    assert finished.returncode == 0, finished.stderr
    health, push = json.loads(finished.stdout)
    assert (health["statusCode"], json.loads(health["body"])["status"]) == (500, "unhealthy")
    assert (push["statusCode"], json.loads(push["body"])["message"]) == (500, "Webhook processing failed")


def test_the_metadata_tells_the_truth(project: Project, manifest: Manifest) -> None:
    """The fields of the specification, measured."""
    metadata = json.loads((project.dist / "function-metadata.json").read_text())
    assert metadata["function_name"] == "orchestrator"
    assert metadata["runtime"] == "python3.13"
    assert metadata["handler"] == "lambda_function.lambda_handler"
    assert metadata["created_date"].endswith("Z")
    assert metadata["build_info"] == {
        "package_size_kb": round((project.dist / "function.zip").stat().st_size / 1024, 1),
        "uses_layers": True,
        "layer_dependencies": ["coderipple-dependencies", "coderipple-package"],
    }


def test_another_folder_gives_the_same_bytes(
    project: Project, manifest: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the sources elsewhere, another HOME, another hash seed: the same hashes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(read_source_date(project.root)))
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    skipped = shutil.ignore_patterns("__pycache__", "dist", ".*_cache")
    for name in INPUTS:
        source, target = project.root / name, tmp_path / "elsewhere" / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=skipped)
        else:
            shutil.copyfile(source, target)
    copy = read_project(tmp_path / "elsewhere")
    again = build(copy, architectures=[host_architecture()], progress=SilentProgress())
    mine = {artifact.file_name: artifact.sha256 for artifact in again.artifacts}
    theirs = {artifact.file_name: artifact.sha256 for artifact in manifest.artifacts if artifact.file_name in mine}
    assert mine == theirs
    metadata = "function-metadata.json"
    assert (copy.dist / metadata).read_text() == (project.dist / metadata).read_text()


def test_no_hidden_file_of_the_engine_is_packed(project: Project, tmp_path: Path) -> None:
    """What an editor or a person left in the source folder stays out of the wheel, and so of the layer."""
    package = tmp_path / "coderipple"
    shutil.copytree(project.root / "packages" / "coderipple", package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".env", "cli.py~", ".cli.py.swp"):
        (package / "src" / "coderipple" / name).write_text("SECRET=1\n")
    install_package(package, tmp_path / "modules")
    assert not [path.name for path in (tmp_path / "modules").rglob("*") if path.name[0] == "." or path.name[-1] == "~"]
