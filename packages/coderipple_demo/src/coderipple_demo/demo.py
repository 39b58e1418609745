"""The main job, end to end, on this clone: build, copy, send a push, tell what happened.

Comes in: the clone that this package is installed from. Goes out: a summary or JSON on standard output, progress and
errors on standard error, documents in the copy of the clone, and an exit code.
"""

import json
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

from coderipple.config import ROLES
from lambda_packaging.errors import PackagingError
from lambda_packaging.progress import Progress, RichProgress
from lambda_packaging.tools import require_linux
from rich.console import Console

from coderipple_demo.checkout import Checkout, update_checkout
from coderipple_demo.clone import read_commits, read_head
from coderipple_demo.errors import DemoError
from coderipple_demo.push_event import Push, http_event, ping_payload, push_payload
from coderipple_demo.report import Showing, as_data, print_summary
from coderipple_demo.runtime import Runtime, build_runtime

ROOT = Path(__file__).resolve().parents[4]
COPIES = Path("dist", "demo")
PUSHED_STEPS = 5
LISTED_COMMITS = 20
COLD_START_RUNS = 5

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_CANNOT = 2

type MakeRuntime = Callable[[Path, Progress], Runtime]


def run(
    json_output: bool = False,
    *,
    root: Path = ROOT,
    clone: Path | None = None,
    copies: Path | None = None,
    make_runtime: MakeRuntime = build_runtime,
) -> int:
    """Runs the demo and prints what happened.

    Args:
        json_output: Whether to print data, and nothing else, on standard output.
        root: The project that is built.
        clone: The clone that is documented; the project's own when left out.
        copies: Where the copy is kept; `dist/demo` of the project when left out.
        make_runtime: Builds the function and gives something that runs it.

    Returns:
        0 when the push was worked off, also with nothing to do; 1 when the function failed or refused it; 2 when
        this machine or this clone cannot show it.
    """
    errors = Console(stderr=True, highlight=False)
    try:
        showing = show(
            root,
            clone=clone or root,
            copies=copies or root / COPIES,
            progress=RichProgress(errors),
            make_runtime=make_runtime,
        )
    except (DemoError, PackagingError) as error:
        errors.print(f"error: {error}", markup=False, soft_wrap=True)
        return EXIT_CANNOT
    if json_output:
        sys.stdout.write(json.dumps(as_data(showing), indent=2) + "\n")
    else:
        print_summary(showing, Console(highlight=False))
    if not showing.succeeded:
        errors.print(f"the function's log:\n{showing.sent.log}", markup=False, soft_wrap=True)
    return EXIT_DONE if showing.succeeded else EXIT_FAILED


def show(
    root: Path, *, clone: Path, copies: Path, progress: Progress, make_runtime: MakeRuntime = build_runtime
) -> Showing:
    """Does the main job once; the order of the demo.

    Raises:
        DemoError: The clone cannot be read or copied.
        PackagingError: The function cannot be built or run here.
    """
    require_linux(sys.platform)
    read_head(clone)
    started = time.perf_counter()
    runtime = make_runtime(root, progress)
    build_seconds = time.perf_counter() - started
    with progress.step("this clone copied"):
        checkout = update_checkout(clone, copies)
        push = read_push(checkout)
    secret = secrets.token_hex(32)
    environment = function_environment(checkout, secret=secret, layers_at_opt=runtime.has_layers_at_opt)
    with progress.step("push sent and worked off"):
        sent = runtime.send(http_event(push_payload(push), secret=secret), environment)
    with progress.step("cold starts measured"):
        ping = http_event(ping_payload(push), kind="ping", secret=secret)
        cold_start = runtime.measure(ping, environment, runs=COLD_START_RUNS)
    return Showing(
        artifacts=runtime.artifacts,
        build_seconds=build_seconds,
        checkout=checkout,
        push=push,
        isolation=runtime.isolation,
        sent=sent,
        cold_start=cold_start,
    )


def read_push(checkout: Checkout) -> Push:
    """Reads the latest commits as one push."""
    before, commits = read_commits(checkout.path, head=checkout.head, pushed=PUSHED_STEPS, listed=LISTED_COMMITS)
    return Push(
        owner=checkout.owner,
        name=checkout.name,
        branch=checkout.branch,
        before=before,
        after=checkout.head,
        commits=commits,
    )


def function_environment(checkout: Checkout, *, secret: str, layers_at_opt: bool) -> dict[str, str]:
    """Returns the function's variables, as Terraform would set them for a working tree."""
    return {
        "CODERIPPLE_ARCHITECTURE": "single-lambda-with-layers",
        "CODERIPPLE_DOC_STRATEGY": "local",
        "CODERIPPLE_ENABLED_AGENTS": ",".join(ROLES),
        "CODERIPPLE_LAYER_BASED": "true" if layers_at_opt else "false",
        "CODERIPPLE_MIN_QUALITY_SCORE": "60",
        "CODERIPPLE_REPOSITORY_PATH": str(checkout.path.resolve()),
        "CODERIPPLE_SOURCE_REPO": f"{checkout.owner}/{checkout.name}",
        "CODERIPPLE_WEBHOOK_SECRET": secret,
    }
