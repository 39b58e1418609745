"""The diagrams that this project writes, in the real Mermaid in a real browser.

Mermaid comes from npm, once, at the version and hash of `requirements/mermaid.json`, into `build/`. Where neither it
nor a way to bring it is there the tests are skipped.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from coderipple.mermaid import flowchart, labels
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[3]
LOCK = ROOT / "requirements" / "mermaid.json"
PROGRAM = "package/dist/mermaid.min.js"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")

# Either the error of the parser, or the texts of the boxes as they are drawn.
DRAW = """async text => {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  try {
    await mermaid.parse(text);
    const drawn = document.createElement("div");
    drawn.innerHTML = (await mermaid.render("drawn", text)).svg;
    return [...drawn.querySelectorAll(".node .nodeLabel, .cluster .nodeLabel")].map(each => each.textContent.trim());
  } catch (error) {
    return String(error);
  }
}"""

HOSTILE = [
    'a"b',
    "a]b[c",
    "a(b){c}",
    "end",
    "End",
    "subgraph",
    "graph",
    "click n0 call alert(1)",
    "a;b",
    "a#b",
    "#quot;",
    "#35;",
    "a&lt;b&gt;",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "`markdown`",
    "**bold**",
    "a --> b",
    "a -.- b",
    "%% comment",
    "%%{init: {}}%%",
    "1. list",
    "- list",
    "line\nbreak",
    "a\u202eb\u2066c\u200b",
    "größe.日本",
    "default",
    "style",
    "__init__",
    "a\\nb",
    "$$x$$",
    "@{ shape: circle }",
    ":::class",
    "|x|",
    "'",
    "x" * 200,
]


@pytest.fixture(scope="module")
def mermaid() -> Path:
    """The program, verified."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    folder = ROOT / "build" / "mermaid"
    archive = folder / f"{lock['name']}-{lock['version']}.tgz"
    if not archive.is_file():
        _download(f"{lock['name']}@{lock['version']}", folder)
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert f"sha512-{digest}" == lock["integrity"], f"{archive} is not what {LOCK} names; delete it"
    with tarfile.open(archive) as packed:
        packed.extract(PROGRAM, folder, filter="data")
    return folder / PROGRAM


def _download(package: str, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is missing, which brings Mermaid; install Node.js")
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", str(folder), package]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=folder)
    if found.returncode:
        pytest.skip(f"npm cannot bring {package}: {found.stderr.strip()[-300:]}")


@pytest.fixture(scope="module")
def page(mermaid: Path) -> Iterator[Page]:
    """A page with Mermaid and without a network."""
    path = shutil.which("chromium")
    if path is None:
        missing = "chromium is missing; install Debian's package of that name"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with browser.new_context(offline=True) as context:
            page = context.new_page()
            page.set_content("<body></body>")
            page.add_script_tag(path=mermaid)
            yield page
        browser.close()


def test_a_diagram_is_drawn_with_its_names(page: Page) -> None:
    """Groups and nodes show the names that they were given."""
    text = flowchart({"tides": ["tides.tables", "tides.moon"], "cli": ["cli"]}, [("cli", "tides.tables")])
    assert sorted(page.evaluate(DRAW, text)) == ["cli", "cli", "tides", "tides.moon", "tides.tables"]


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_name_is_it_is_a_label(page: Page, name: str) -> None:
    """As the name of a group, of a node and of both ends of an edge; nothing of it is read as Mermaid or HTML."""
    text = flowchart({name: [f"{name}.a", name]}, [(name, f"{name}.a"), (f"{name}.a", "b")])
    drawn = page.evaluate(DRAW, text)
    assert isinstance(drawn, list), (drawn, text)
    shown = labels(text)
    assert shown is not None
    assert sorted("".join(each.split()) for each in drawn) == sorted("".join(each.split()) for each in shown)


@pytest.mark.parametrize(
    "text",
    [
        'flowchart LR\n  subgraph g0["a"]\n',
        'flowchart LR\n  n0["a\n',
        "flowchart LR\n  n0 -->\n",
        "flowchart XX\n  a --> b\n",
    ],
)
def test_what_mermaid_refuses_is_refused_here(page: Page, text: str) -> None:
    """The small reader accepts nothing that the real one does not."""
    assert isinstance(page.evaluate(DRAW, text), str)
    assert labels(text) is None
