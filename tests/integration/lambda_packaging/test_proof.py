"""What a proof says of real builds: what holds, what never worked, what a rule broke, and which rule that was."""

import importlib.util
import json
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import deflate
import pytest
from fakes.progress import FakeProgress
from fakes.sample_project import declare, require, write, write_sample_project
from fakes.wheels import only_wheels_of, write_wheel
from lambda_packaging.build import build
from lambda_packaging.declaration import read_project
from lambda_packaging.errors import DeclarationError, ManifestError
from lambda_packaging.isolation import NAMESPACES, SEARCH_PATH
from lambda_packaging.manifest import Manifest, describe_artifact
from lambda_packaging.project import Project
from lambda_packaging.proof import TOGETHER, prove
from lambda_packaging.proof_record import Failure, Proof, record_path
from lambda_packaging.target import host_architecture
from lambda_packaging.work_folder import only_builder

HERE = host_architecture()
ELSEWHERE = {"x86_64": "arm64", "arm64": "x86_64"}[HERE]
MACHINE = {"x86_64": "x86_64", "arm64": "aarch64"}
MACHINE_AT = 18  # where an ELF header says which machine it is for
MACHINE_NUMBER = {"x86_64": 62, "arm64": 183}
SHARED_OBJECT = next(Path(deflate.__file__).parent.glob("*.so"))
# What modules do when they are imported, by the name of the module.
RUDE = {
    "after": "",  # what stands behind a module that ends the interpreter is checked all the same
    "asks": "input()",
    "bad_words": "class Silent(Exception):\n    def __str__(self): raise self\nraise Silent",
    "calls": "import socket; socket.create_connection(('192.0.2.1', 9), timeout=20)",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "ends": "import os; os._exit(0)",
    "exits": "raise SystemExit(0)",
    "forks": "import os; os.fork()",
    "prints": "import os; print('[0]'); os.write(1, b'[1, null, []]'); os.write(2, b'oops')",
    "starts_a_thread": "import threading, time; threading.Thread(target=time.sleep, args=[600]).start()",
    "wants_more": "import something_optional",
    "writes": "from pathlib import Path; Path(__file__ + '.new').write_text('')",
    "__main__": "raise RuntimeError('a program was run')",
}
# Each needs at import what one rule leaves out.
NEEDY = {
    "headed": "from pathlib import Path; Path(__file__).with_name('a.h').read_text()",
    "pedantic": "import importlib.metadata as m; m.distribution('pedantic').read_text('bill.json').strip()",
    "recorded": "import importlib.metadata as m; list(m.files('recorded'))",
    "stubbed": "from pathlib import Path; Path(__file__).with_suffix('.pyi').read_text()",
    "talkative": "import importlib.metadata as m; assert 'long story' in m.metadata('talkative').get_payload()",
    "testful": "import testful.tests",
    "undecided": (
        "from pathlib import Path; here = Path(__file__).parent\n"
        "assert (here / 'tests/a.txt').exists() or (here / 'a.pyi').exists()"
    ),
}
BESIDE = {
    "headed/a.h": "",
    "pedantic-1.0.dist-info/bill.json": "{}",
    "stubbed/__init__.pyi": "",
    "testful/tests/__init__.py": "def run(): ...\n",
    "undecided/a.pyi": "",
    "undecided/tests/a.txt": "",
}
# A client that wants the model of another service too.
STAND_IN = """
from pathlib import Path
def client(service, region_name):
    for wanted in ("s3", "sqs"):
        (Path(__file__).parents[1] / "botocore/data" / wanted / "model.json").read_text()
"""


def made(project: Project, *, architecture: str = HERE) -> tuple[Manifest, Proof]:
    """Builds and proves."""
    manifest = build(project, architectures=[architecture], progress=FakeProgress())
    return manifest, prove(project, manifest, architecture=architecture, progress=FakeProgress())


def found(failures: tuple[Failure, ...]) -> dict[tuple[str, str], str | None]:
    """Gives the rule for each kind and subject."""
    return {(failure.kind, failure.subject): failure.rule for failure in failures}


@pytest.fixture(scope="module")
def wheel_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the distributions of this module lie."""
    folder = tmp_path_factory.mktemp("wheels")
    with only_wheels_of(folder):
        yield folder


@pytest.fixture(scope="module")
def rude(tmp_path_factory: pytest.TempPathFactory, wheel_folder: Path) -> Proof:
    """The proof of a layer whose modules do what no module should; the function is not told."""
    files = {f"rude/{name}.py": text for name, text in RUDE.items()}
    shy = {"shy/a.py": "", "shy/b.py": "import sys\nif 'shy.a' in sys.modules: raise RuntimeError('too many people')"}
    project = write_sample_project(tmp_path_factory.mktemp("rude"), wheel_folder)
    lines = [
        write_wheel(wheel_folder, "rude", files=files, entry_points="[rude]\nnone = rude.nowhere:run\n"),
        write_wheel(wheel_folder, "shy", files=shy, entry_points=""),
    ]
    return made(require(project, *lines, functions=False))[1]


@pytest.fixture(scope="module")
def needy(tmp_path_factory: pytest.TempPathFactory, wheel_folder: Path) -> Proof:
    """The proof of a layer in which each distribution misses what one rule left out, or two together."""
    project = write_sample_project(tmp_path_factory.mktemp("needy"), wheel_folder)
    lines = [
        write_wheel(
            wheel_folder,
            name,
            files={f"{name}/__init__.py": text}
            | {k: v for k, v in BESIDE.items() if k.partition("/")[0].startswith(name)},
            entry_points="[tasks]\nrun = testful.tests:run\n" if name == "testful" else "",
            description="a long story\n",
        )
        for name, text in NEEDY.items()
    ]
    models = {f"botocore/data/{name}/model.json": "{}" for name in ("s3", "sqs")} | {"botocore/__init__.py": ""}
    lines.append(write_wheel(wheel_folder, "botocore", files=models, entry_points=""))
    lines.append(write_wheel(wheel_folder, "boto3", files={"boto3/__init__.py": STAND_IN}, entry_points=""))
    project = require(project, *lines, functions=False)
    return made(declare(project, '[tool.lambda-packaging.prune]\nservices = ["sqs"]'))[1]


@pytest.fixture(scope="module")
def unused(tmp_path_factory: pytest.TempPathFactory, wheel_folder: Path) -> Proof:
    """The proof of a layer without a distribution that foreign and own code imports."""
    project = write_sample_project(tmp_path_factory.mktemp("unused"), wheel_folder)
    needs = {"lifter/__init__.py": "", "lifter/up.py": "import heavy", "lifter/down/__init__.py": "import heavy"}
    needs["lifter/down/__main__.py"] = ""
    lines = [
        write_wheel(wheel_folder, "heavy", entry_points=""),
        write_wheel(
            wheel_folder,
            "lifter",
            files=needs,
            requires=["heavy"],
            entry_points="[console_scripts]\nlift = lifter.up:heavy\n",
        ),
    ]
    write(project.root / "packages/sample/src/sample/own.py", "import lifter.up\n")
    package = project.root / "packages/sample/pyproject.toml"
    write(package, f"{package.read_text()}\n[project.scripts]\nsample = 'sample.own:lifter'\n")
    write(project.root / "functions/greeter/own_too.py", "import heavy\n")
    own = write_wheel(wheel_folder, "bundled", files={"bundled.py": "import heavy"}, entry_points="")
    write(project.root / "functions/greeter/requirements.txt", own)
    declaration = project.root / "pyproject.toml"
    write(declaration, declaration.read_text().replace('"function.zip"', '"function-{architecture}.zip"'))
    table = "[tool.lambda-packaging.prune.unused-distributions]\nheavy = 'nobody lifts anything'"
    return made(declare(require(project, *lines), table))[1]


def test_a_good_layer_holds_with_counts(built_sample: Project, wheels: Path) -> None:
    """Every module, version and entry point was tried; the record lies beside the archives."""
    line = write_wheel(wheels, "plain", entry_points="[things]\none = plain:__version__\n")
    manifest, proof = made(require(built_sample, line))
    assert (proof.holds, proof.failures, proof.never_worked, proof.left_out) == (True, (), (), ())
    # plain, sample; the function's two; the versions of plain and sample
    assert proof.checked == {"import": 4, "version": 2, "entry point": 1}
    assert proof.artifacts == {artifact.file_name: artifact.sha256 for artifact in manifest.artifacts}
    record = json.loads(record_path(built_sample.dist, architecture=HERE).read_text())
    assert (record["holds"], record["isolation"], record["machine_code_of"]) == (True, proof.isolation, HERE)
    assert proof.isolation in {NAMESPACES, SEARCH_PATH}
    assert not list(built_sample.work.glob("stage-*"))


def test_what_fails_without_pruning_too_is_told_and_is_no_failure(rude: Proof) -> None:
    """A module that needs something optional, one that ends the interpreter, an entry point that leads nowhere."""
    told = found(rude.never_worked)
    assert rude.holds
    assert set(told.values()) == {None}
    assert ("import", "rude.wants_more") in told
    assert ("import", "rude.exits") in told
    assert ("entry point", "rude|rude|none") in told


def test_modules_that_end_the_interpreter_hide_nothing(rude: Proof) -> None:
    """What stands behind them is checked in a further interpreter, and the end is told."""
    errors = {failure.subject: failure.error for failure in rude.never_worked}
    assert errors["rude.ends"] == "the interpreter ended: exit code 0"
    assert errors["rude.crashes"].startswith("the interpreter ended: exit code -11")
    assert "the interpreter ended" in errors["rude.bad_words"]
    assert "rude.after" not in errors
    assert rude.checked["import"] == len(RUDE) - 1 + 2 + 1  # all but __main__, shy's two, and the package's one


def test_modules_that_print_ask_fork_or_start_threads_disturb_nobody(rude: Proof) -> None:
    """Standard input is empty, what they print goes nowhere, a thread that does not end is not waited for."""
    told = found(rude.never_worked)
    errors = {failure.subject: failure.error for failure in rude.never_worked}
    for name in ("prints", "starts_a_thread", "forks"):
        assert ("import", f"rude.{name}") not in told
    assert errors["rude.asks"].startswith("EOFError")


def test_programs_are_not_run_only_loaded(rude: Proof) -> None:
    """A `__main__` would do whatever its program does."""
    assert rude.checked["code"] == 1
    assert ("code", "rude.__main__") not in found(rude.never_worked)


def test_there_is_neither_a_network_nor_a_place_to_write(rude: Proof) -> None:
    """As far as the machine allows: the record says which of the two it was."""
    if rude.isolation != NAMESPACES:
        pytest.skip("this machine forbids mounting in a namespace of one's own")
    errors = {failure.subject: failure.error for failure in rude.never_worked}
    assert "Network is unreachable" in errors["rude.calls"]
    assert "Read-only file system" in errors["rude.writes"]


def test_what_fails_only_after_its_neighbours_is_blamed_on_no_rule(rude: Proof) -> None:
    """Alone it works, with and without pruning."""
    assert found(rude.never_worked)["import", "shy.b"] is None


@pytest.mark.parametrize(
    ("kind", "subject", "rule"),
    [
        ("import", "headed", "headers"),
        ("import", "pedantic", "metadata"),
        ("import", "talkative", "metadata"),
        ("import", "recorded", "installer-files"),
        ("import", "stubbed", "type-stubs"),
        ("import", "testful", "tests"),
        ("entry point", "testful|tasks|run", "tests"),
        ("client", "sqs", "service-models"),
        ("import", "undecided", TOGETHER),
    ],
)
def test_a_failure_names_the_rule_that_caused_it(needy: Proof, kind: str, subject: str, rule: str) -> None:
    """Or says that no single one did."""
    assert found(needy.failures)[kind, subject] == rule


def test_nothing_else_is_blamed(needy: Proof) -> None:
    """Versions are read from what is left of the metadata, whatever else is gone."""
    assert not needy.holds
    assert len(needy.failures) == 9
    assert needy.never_worked == ()
    assert needy.checked["version"] == len(NEEDY) + 3


def test_foreign_code_may_miss_what_is_declared_unused(unused: Proof) -> None:
    """Its modules, programs and entry points, in the layers and in the function's own requirements."""
    assert found(unused.left_out) == {
        ("import", "lifter.up"): "unused-distributions",
        ("import", "lifter.down"): "unused-distributions",
        ("code", "lifter.down.__main__"): "unused-distributions",
        ("entry point", "lifter|console_scripts|lift"): "unused-distributions",
        ("import", "bundled"): "unused-distributions",
    }


def test_own_code_may_not_miss_what_is_declared_unused(unused: Proof) -> None:
    """Neither the package nor the function: then it is used."""
    assert found(unused.failures) == {
        ("import", "sample.own"): "unused-distributions",
        ("entry point", "sample|console_scripts|sample"): "unused-distributions",
        ("import", "own_too"): "unused-distributions",
    }


def test_stale_and_missing_bytecode_are_failures(built_sample: Project) -> None:
    """Each source that Python compiles would be compiled at every cold start."""
    manifest = build(built_sample, architectures=[HERE], progress=FakeProgress())
    archive = built_sample.dist / "package-layer.zip"
    bytecode = "python/sample/__pycache__/__init__.cpython-313.pyc"
    stale = importlib.util.MAGIC_NUMBER + bytes(12)  # of the year 1970
    missing = rewrite(archive, manifest, drop=bytecode)
    proof = prove(built_sample, missing, architecture=HERE, progress=FakeProgress())
    assert {failure.kind for failure in proof.failures} == {"bytecode"}
    assert all(failure.subject.endswith("/python/sample/__init__.py") for failure in proof.failures)
    written = rewrite(archive, manifest, add={bytecode: stale})
    proof = prove(built_sample, written, architecture=HERE, progress=FakeProgress())
    assert {failure.kind for failure in proof.failures} == {"bytecode"}


def test_what_was_there_before_pruning_must_be_there_still(built_sample: Project) -> None:
    """A module, a version, an entry point that is gone is asked for; where no rule took it, none is blamed."""
    manifest = build(built_sample, architectures=[HERE], progress=FakeProgress())
    archive = built_sample.dist / f"dependencies-layer-{HERE}.zip"
    with zipfile.ZipFile(archive) as content:
        names = [name for name in content.namelist() if "plain" in name]
    for name in names:
        manifest = rewrite(archive, manifest, drop=name)
    proof = prove(built_sample, manifest, architecture=HERE, progress=FakeProgress())
    assert found(proof.failures) == {("import", "plain"): None, ("version", "plain"): None}
    assert "plain|console_scripts|plain" in [failure.subject for failure in proof.never_worked]


def test_a_proof_that_failed_is_tried_again(built_sample: Project) -> None:
    """It may have been the machine."""
    write(built_sample.root / "proofs/never.py", "raise SystemExit(1)\n")
    manifest, proof = made(declare(built_sample, 'proofs = ["proofs/never.py"]'))
    assert not proof.holds
    progress = FakeProgress()
    prove(read_project(built_sample.root), manifest, architecture=HERE, progress=progress)
    assert progress.said == []


def rewrite(archive: Path, manifest: Manifest, *, drop: str = "", add: dict[str, bytes] | None = None) -> Manifest:
    """Changes a built archive, and the manifest so that it names the changed one."""
    with zipfile.ZipFile(archive) as old:
        content = {entry.filename: (entry.external_attr, old.read(entry)) for entry in old.infolist()}
    content = {name: value for name, value in content.items() if name != drop}
    content |= {name: (0o100644 << 16, data) for name, data in (add or {}).items()}
    with zipfile.ZipFile(archive, "w") as new:
        for name, (attributes, data) in content.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = attributes
            new.writestr(entry, data)
    artifacts = tuple(
        describe_artifact(archive, name=one.name, kind=one.kind, architecture=one.architecture, inputs_sha256="")
        if one.file_name == archive.name
        else one
        for one in manifest.artifacts
    )
    return replace(manifest, artifacts=artifacts)


def test_machine_code_is_read_whatever_the_wheel_says(built_sample: Project, wheels: Path) -> None:
    """Another machine's, one that needs a newer C library than Lambda has, and what cannot be read at all."""
    content = SHARED_OBJECT.read_bytes()
    foreign = bytearray(content)
    foreign[MACHINE_AT : MACHINE_AT + 2] = MACHINE_NUMBER[ELSEWHERE].to_bytes(2, "little")
    newer = re.sub(rb"GLIBC_2\.[0-9.]+", lambda word: b"GLIBC_2." + b"9" * (len(word[0]) - 8), content)
    files = {"native/foreign.so": bytes(foreign), "native/newer.so": newer, "native/broken.so": b"\x7fELF, they say"}
    line = write_wheel(wheels, "native", tag=f"cp313-cp313-manylinux_2_28_{MACHINE[HERE]}", files=files)
    _, proof = made(require(built_sample, line, functions=False))
    errors = {Path(each.subject).name: each.error for each in proof.failures if each.kind == "machine code"}
    assert errors["foreign.so"] == f"is for {ELSEWHERE}; expected {HERE}"
    assert re.fullmatch(r"needs glibc 2\.9+; Amazon Linux 2023 has 2\.34", errors["newer.so"])
    assert errors["broken.so"].endswith(f"expected {HERE}")


def test_the_python_of_a_layer_for_another_machine_is_run_with_this_machines_code(
    built_sample: Project, wheels: Path
) -> None:
    """Its own machine code is read; the record says whose ran."""
    content = SHARED_OBJECT.read_bytes()
    foreign = bytearray(content)
    foreign[MACHINE_AT : MACHINE_AT + 2] = MACHINE_NUMBER[ELSEWHERE].to_bytes(2, "little")
    module = "from ._deflate import deflate_compress\ndeflate_compress(b'', 1)\n"
    lines = [
        write_wheel(
            wheels,
            "press",
            tag=f"cp313-cp313-manylinux_2_28_{MACHINE[architecture]}",
            files={"press/__init__.py": module, f"press/{SHARED_OBJECT.name}": data},
            entry_points="",
        )
        for architecture, data in ((HERE, content), (ELSEWHERE, bytes(foreign)))
    ]
    both = f"{lines[0].strip()} {lines[1].partition(' ')[2]}"
    _, proof = made(require(built_sample, both), architecture=ELSEWHERE)
    assert (proof.failures, proof.never_worked) == ((), ())
    assert (proof.architecture, proof.machine_code_of) == (ELSEWHERE, HERE)


def test_programs_must_run_to_their_end(built_sample: Project) -> None:
    """With nothing but the layers and the function on their path; an exit code of 0 is an end too."""
    programs = {
        "good": "import common, plain, sample; assert __name__ == '__main__'",
        "exit_0": "raise SystemExit(0)",
        "exit_none": "raise SystemExit",
        "exit_1": "raise SystemExit(1)",
        "raises": "raise RuntimeError('no tool was called')",
        "imports_us": "import lambda_packaging",
    }
    for name, text in programs.items():
        write(built_sample.root / f"proofs/{name}.py", text)
    project = declare(built_sample, f"proofs = {[f'proofs/{name}.py' for name in programs]}")
    _, proof = made(project)
    assert proof.checked["program"] == len(programs)
    told = {Path(failure.subject).stem: failure.error for failure in proof.failures if failure.kind == "program"}
    assert set(told) == {"exit_1", "raises", "imports_us"}
    assert told["raises"] == "RuntimeError: no tool was called"


def test_what_the_project_asks_for_must_work_whatever_pruning_did(built_sample: Project) -> None:
    """Its own code, in a function or a package, and a declared client: that they never worked is no excuse."""
    handler = built_sample.functions[0].folder / "greet.py"
    write(handler, f"import something_forgotten\n{handler.read_text()}")
    write(built_sample.root / "packages/sample/src/sample/late.py", "import something_optional\n")
    _, proof = made(declare(built_sample, '[tool.lambda-packaging.prune]\nservices = ["sqs"]'))
    assert found(proof.failures) == {
        ("import", "greet"): None,
        ("import", "sample.late"): None,
        ("client", "sqs"): None,
    }


def test_a_declared_program_that_is_gone_is_named(built_sample: Project) -> None:
    """As a mistake of the declaration; one that was never there is refused when the declaration is read."""
    write(built_sample.root / "proofs/none.py", "")
    project = declare(built_sample, 'proofs = ["proofs/none.py"]')
    (built_sample.root / "proofs/none.py").unlink()
    with pytest.raises(DeclarationError, match=r"proofs: .*none\.py cannot be read"):
        made(project)


def test_two_layers_may_not_hold_a_file_differently(built_sample: Project) -> None:
    """The later one would win without a word."""
    write(built_sample.root / "packages/sample/src/plain/__init__.py", "mine = True\n")
    package = built_sample.root / "packages/sample/pyproject.toml"
    write(package, package.read_text().replace('["src/sample"]', '["src/sample", "src/plain"]'))
    _, proof = made(built_sample)
    overlaps = [failure for failure in proof.failures if failure.kind == "overlap"]
    assert "python/plain/__init__.py" in [failure.subject for failure in overlaps]
    assert "package-layer.zip hold it with different content" in overlaps[0].error


def test_a_broken_budget_is_a_failure_with_both_figures(built_sample: Project) -> None:
    """Of a layer and of a function."""
    declaration = built_sample.root / "pyproject.toml"
    text = declaration.read_text().replace(
        'package = "packages/sample"\n', 'package = "packages/sample"\nbudget.zipped-bytes = 10\n'
    )
    write(declaration, f"{text}budget.unzipped-bytes = 20\n")
    _, proof = made(read_project(built_sample.root))
    errors = {failure.subject: failure.error for failure in proof.failures if failure.kind == "budget"}
    assert re.fullmatch(r"[\d,]+ bytes zipped, [\d,]+ more than its budget of 10", errors["package-layer.zip"])
    assert errors["function.zip"].endswith("its budget of 20")


def test_a_proof_stands_until_something_that_it_looked_at_changes(built_sample: Project) -> None:
    """Budgets, programs and services change no archive, and count all the same; so does a damaged record."""
    manifest, first = made(built_sample)

    def again(project: Project, built: Manifest) -> bool:
        progress = FakeProgress()
        prove(project, built, architecture=HERE, progress=progress)
        assert (progress.said == [f"{HERE}: proven already"]) == (not progress.steps)
        return bool(progress.steps)

    assert not again(built_sample, manifest)
    assert prove(built_sample, manifest, architecture=HERE, progress=FakeProgress()) == first
    record = record_path(built_sample.dist, architecture=HERE)
    write(record, record.read_text()[:100])
    assert again(built_sample, manifest)
    declaration = built_sample.root / "pyproject.toml"
    write(declaration, f"{declaration.read_text()}budget.zipped-bytes = 1_000_000\n")
    project = read_project(built_sample.root)
    assert again(project, manifest)
    write(project.root / "proof.py", "")
    project = declare(project, 'proofs = ["proof.py"]')
    assert again(project, manifest)
    assert not again(project, manifest)
    write(project.root / "proof.py", "import sample")
    assert again(project, manifest)
    write(project.root / "packages/sample/src/sample/__init__.py", "")
    assert again(project, build(project, architectures=[HERE], progress=FakeProgress()))


def test_an_archive_that_is_not_the_built_one_is_not_proven(built_sample: Project) -> None:
    """The proof would be of something that nobody ships."""
    manifest, _ = made(built_sample)
    shutil.copyfile(built_sample.dist / "function.zip", built_sample.dist / "package-layer.zip")
    with pytest.raises(ManifestError, match="is not the archive that was built"):
        prove(built_sample, manifest, architecture=HERE, progress=FakeProgress())


def test_each_function_is_proven_with_the_layers(built_sample: Project, wheels: Path) -> None:
    """With its own requirements, which the other does not see; what both share is told once."""
    declaration = built_sample.root / "pyproject.toml"
    second = declaration.read_text().partition("[[tool.lambda-packaging.functions]]")[2]
    for old, new in (
        ("greeter", "waver"),
        ("function.zip", "waver-{architecture}.zip"),
        ("greet.handler", "wave.handler"),
    ):
        second = second.replace(old, new)
    write(declaration, f"{declaration.read_text()}\n[[tool.lambda-packaging.functions]]{second}")
    write(built_sample.root / "functions/waver/wave.py", "import flag, common\ndef handler(event, context): ...\n")
    write(built_sample.root / "functions/waver/requirements.txt", write_wheel(wheels, "flag", entry_points=""))
    write(built_sample.root / "functions/greeter/greedy.py", "import flag\n")
    _, proof = made(read_project(built_sample.root))
    assert found(proof.failures) == {("import", "greedy"): None}
    assert found(proof.never_worked) == {("entry point", "plain|console_scripts|plain"): None}
    assert len(proof.never_worked) == 1
    assert set(proof.artifacts) > {"function.zip", f"waver-{HERE}.zip"}


def test_a_proof_waits_for_a_build_of_the_same_project(built_sample: Project) -> None:
    """The build would replace the archives and clear what the proof unpacked."""
    manifest = build(built_sample, architectures=[HERE], progress=FakeProgress())
    waiting = FakeProgress()
    thread = threading.Thread(
        target=lambda: prove(built_sample, manifest, architecture=HERE, progress=waiting), name="the proof"
    )
    with only_builder(built_sample, FakeProgress()):
        thread.start()
        thread.join(timeout=0.5)
        assert thread.is_alive()
        assert not record_path(built_sample.dist, architecture=HERE).exists()
    thread.join(timeout=60)
    assert waiting.steps[0] == "waiting for another build or proof of this project"
    assert record_path(built_sample.dist, architecture=HERE).is_file()


def test_where_nothing_can_be_mounted_the_record_says_so(
    built_sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same checks, on a copy that was made read-only; what is left of it can be removed all the same."""
    manifest = build(built_sample, architectures=[HERE], progress=FakeProgress())
    monkeypatch.setenv("PATH", str(tmp_path))
    proof = prove(built_sample, manifest, architecture=HERE, progress=FakeProgress())
    assert (proof.isolation, proof.failures) == (SEARCH_PATH, ())
    assert not list(built_sample.work.glob("stage-*"))
