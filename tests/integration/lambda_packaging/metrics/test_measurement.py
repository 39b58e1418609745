"""A build is measured, accepted, and held to that: each planted regression is caught with the right name."""

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.progress import FakeProgress
from fakes.sample_project import declare, require, write
from fakes.wheels import write_wheel
from lambda_packaging.archive import make_entry, write_archive
from lambda_packaging.build import build
from lambda_packaging.errors import DeclarationError, ManifestError
from lambda_packaging.manifest import Manifest
from lambda_packaging.metrics.gate import Finding
from lambda_packaging.metrics.ledger import read_ledger, write_ledger
from lambda_packaging.metrics.measurement import Measurement, measure, observe_project
from lambda_packaging.progress import SilentProgress
from lambda_packaging.project import Project
from lambda_packaging.target import host_architecture
from lambda_packaging.tools import install_tools

pytestmark = pytest.mark.network
PROGRAM = """import json
event = {"name": "Ada"}
print(json.dumps({"event": event, "environment": {}, "status": 200}))
"""
HANDLER = """import common


def handler(event, context):
    return {"statusCode": 200, "body": common.greeting(event["name"])}
"""
COLD_START = """
[[tool.lambda-packaging.cold-starts]]
name = "greeting"
program = "functions/greeter/cold_starts/greeting.py"
budget = { cpu-ratio = 3 }
"""
LAYER = f"dependencies-layer-{host_architecture()}.zip"

type Plant = Callable[[], None]


@pytest.fixture
def measured(sample: Project, project: Project, wheels: Path) -> Project:
    """A small project with a cold start, whose figures were accepted; it uses the tools of this repository."""
    install_tools(project)
    (sample.root / ".cache").mkdir()
    (sample.root / ".cache/tools").symlink_to(project.tools)
    shutil.copy(project.emulator_lock, sample.emulator_lock)
    shutil.copy(project.runtime_lock, sample.runtime_lock)
    write(sample.root / "functions/greeter/greet.py", HANDLER)
    write(sample.root / "functions/greeter/cold_starts/greeting.py", PROGRAM)
    deep = write_wheel(wheels, "deep", files={"deep.py": "DEEP = 1\n"})
    plain = write_wheel(wheels, "plain", files={"plain.py": "import deep\n"}, requires=["deep"])
    declared = declare(require(sample, plain, deep), COLD_START)
    (sample.root / "packages/sample/pyproject.toml").write_text(
        (sample.root / "packages/sample/pyproject.toml")
        .read_text()
        .replace('"deep==1.0"', "")
        .replace("'deep==1.0'", "")
    )
    write_ledger(check(declared).ledger, declared.ledger)
    return declared


def check(project: Project, *, beside_others: bool = False) -> Measurement:
    """Builds and measures."""
    manifest = build(project, architectures=[host_architecture()], progress=SilentProgress())
    return measure_built(project, manifest, beside_others=beside_others)


def measure_built(project: Project, manifest: Manifest, *, beside_others: bool = False) -> Measurement:
    """Measures what was built."""
    accepted = read_ledger(project.ledger) if project.ledger.is_file() else None
    return measure(project, manifest, accepted=accepted, runs=2, beside_others=beside_others, progress=SilentProgress())


def failing(measurement: Measurement) -> list[Finding]:
    """The findings that fail, but for those that depend on the machine."""
    return [finding for finding in measurement.findings if finding.fails and finding.kind != "cold start"]


def test_what_was_accepted_passes(measured: Project) -> None:
    """With the same figures; nothing but the ratios may differ."""
    again = check(measured)
    assert failing(again) == []
    assert again.ledger.artifacts == read_ledger(measured.ledger).artifacts
    assert again.observed["greeting"].packages == {"common": 1}
    chain = again.ledger.artifacts[LAYER].distributions["deep"].chain
    assert chain == "plain"


def test_without_a_ledger_only_budgets_hold(measured: Project) -> None:
    """And it is said that nothing was compared."""
    measured.ledger.unlink()
    (finding,) = check(measured).findings
    assert (finding.kind, finding.subject, finding.fails) == ("not compared", "ledger.toml", False)


def test_a_large_file_in_a_dependency_is_named_with_its_chain(measured: Project, wheels: Path) -> None:
    """Who grew is not the one that the project asked for."""
    files = {"deep.py": "DEEP = 1\n", "deep_data.bin": os.urandom(2_000_000)}
    relock(measured, write_wheel(wheels, "deep", "1.1", files=files))
    (finding,) = failing(check(measured))
    assert (finding.kind, finding.subject) == ("grew", LAYER)
    assert "deep 1.1 ← plain (was 1.0): +2.0 MB zipped, +2.0 MB unzipped" in finding.text
    assert "invoke metrics.accept" in finding.text


def test_an_eager_import_in_the_handler_is_named(measured: Project) -> None:
    """With who asked for it, and what that brought along."""
    handler = measured.root / "functions/greeter/greet.py"
    handler.write_text(f"import plain\n{handler.read_text()}")
    (finding,) = failing(check(measured))
    assert (finding.kind, finding.subject) == ("imports", "greeting")
    assert finding.text.startswith(
        "imports plain (1 modules), which it did not, and with it deep (1). First asked for by"
    )


def test_timestamp_bytecode_is_named(measured: Project) -> None:
    """What installers leave is stale in an archive of fixed times."""
    manifest = build(measured, architectures=[host_architecture()], progress=SilentProgress())
    archive = measured.dist / LAYER
    with zipfile.ZipFile(archive) as content:
        files = {name: content.read(name) for name in content.namelist()}
    stamped = {name: data[:4] + bytes(4) + data[8:] if name.endswith(".pyc") else data for name, data in files.items()}
    write_archive((make_entry(name, data) for name, data in stamped.items()), archive)
    (finding,) = failing(measure_built(measured, manifest))
    assert (finding.kind, finding.subject) == ("bytecode", LAYER)
    assert finding.text.startswith("2 sources would be compiled at every cold start: python/deep.py and 1 more")


def test_a_new_transitive_dependency_is_named_with_its_chain(measured: Project, wheels: Path) -> None:
    """However small it is."""
    deeper = write_wheel(wheels, "deeper", files={"deeper.py": ""})
    deep = write_wheel(wheels, "deep", "1.1", files={"deep.py": "DEEP = 1\n"}, requires=["deeper"])
    relock(measured, deep + deeper)
    (finding,) = failing(check(measured))
    assert (finding.kind, finding.subject) == ("new", LAYER)
    assert finding.text.startswith("deeper 1.0 ← deep ← plain is new, ")


def test_a_slow_handler_breaks_its_budget(measured: Project) -> None:
    """By the ratio, whatever the machine."""
    handler = measured.root / "functions/greeter/greet.py"
    handler.write_text(f"total = sum(number * number for number in range(9_000_000))\n{handler.read_text()}")
    broken = [finding for finding in check(measured).findings if finding.kind == "cold start"]
    assert [finding.subject for finding in broken] == ["greeting"]
    assert "budget 3.00 x" in broken[0].text


def test_the_floor_the_ceiling_and_the_previous_build_stand_beside(measured: Project) -> None:
    """The naive packaging compiles and imports everything at once."""
    handler = measured.root / "functions/greeter/greet.py"
    handler.write_text(HANDLER.replace("    return", "    import plain\n    return"))
    starts = {(one.name, one.build): one for one in check(measured, beside_others=True).cold_starts}
    assert set(starts) == {
        ("greeting", "this build"),
        ("greeting", "previous build"),
        ("greeting", "naive packaging"),
        ("bare handler", "floor"),
    }
    ours, naive_start = starts["greeting", "this build"], starts["greeting", "naive packaging"]
    assert naive_start.init_ratio > 0.9 * ours.init_ratio  # it compiles two small modules more
    assert starts["bare handler", "floor"].cpu_ratio == 1
    naive = next((measured.work / "naive").glob("*/var/task/eager.py")).read_text()
    assert "'plain'" in naive
    assert "'deep'" in naive


def test_a_missing_archive_is_named(measured: Project) -> None:
    """Not measured as if it were empty."""
    manifest = build(measured, architectures=[host_architecture()], progress=SilentProgress())
    (measured.dist / "package-layer.zip").write_bytes(b"no archive")
    with pytest.raises(ManifestError, match=r"package-layer\.zip.*invoke build"):
        measure_built(measured, manifest)


def test_one_cold_start_can_be_looked_at_alone(measured: Project) -> None:
    """By its name; without one it is the heaviest."""
    manifest = build(measured, architectures=[host_architecture()], progress=SilentProgress())
    progress = FakeProgress()
    for name in ("", "greeting"):
        found, observed = observe_project(measured, manifest, name=name, progress=progress)
        assert found == "greeting"
        assert "common" in {one.name for one in observed.imports}
    with pytest.raises(DeclarationError, match="has none named 'other'; expected greeting"):
        observe_project(measured, manifest, name="other", progress=progress)


def relock(project: Project, deep: str) -> None:
    """Pins another version of the deep requirement."""
    plain = project.lock.read_text().partition("deep==")[0]
    write(project.lock, plain + deep)
