"""One AWS, one GitHub and one clone for all stories of this folder, which are told in order."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from counterparts.github import BOT_TOKEN, GitHub, start_github
from counterparts.node_tools import install_node_tools
from fakes import clones
from fakes.api_gateway import SECRET
from fakes.counting_proxy import CountingProxy, counting_proxy
from fakes.ministack import ACCOUNT, ministack
from fakes.moto_server import moto_server
from fakes.operator_clone import FUNCTION, REGION, Clone, make_clone
from fakes.real_terraform import MIRROR_VARIABLE, Terraform, find_mirror
from lambda_packaging.manifest import Manifest
from lambda_packaging.progress import SilentProgress
from lambda_packaging.project import Project
from lambda_packaging.proof import require_proven
from lambda_packaging.target import host_architecture


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitHub]:
    """GitHub."""
    with start_github(install_node_tools(), tmp_path_factory.mktemp("github")) as running:
        yield running


@pytest.fixture(scope="module")
def full_name(github: GitHub, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The repository that is documented."""
    folder = tmp_path_factory.mktemp("documented") / "clone"
    clones.make_clone(folder)
    name = github.create_repository("tide-tables")
    github.uploader(name, folder).push("HEAD", "main")
    return name


@pytest.fixture(scope="module")
def proxy(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountingProxy]:
    """AWS but for CloudWatch, with what is uploaded to it."""
    with ministack(tmp_path_factory.mktemp("aws"), at_opt=True) as address, counting_proxy(address) as counting:
        yield counting


@pytest.fixture(scope="module")
def cloudwatch(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """CloudWatch, with alarms that a test makes fire."""
    with moto_server(tmp_path_factory.mktemp("cloudwatch")) as address:
        yield address


@pytest.fixture(scope="module")
def proven(project: Project, manifest: Manifest) -> Project:
    """This project, built and proven."""
    require_proven(project, manifest, architecture=host_architecture(), progress=SilentProgress())
    return project


@pytest.fixture(scope="module")
def variables(proxy: CountingProxy, cloudwatch: str) -> dict[str, str]:
    """The operator's variables: which AWS is asked, and as whom."""
    mirror = find_mirror()
    return {
        **ACCOUNT,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": proxy.address,
        "AWS_ENDPOINT_URL_CLOUDWATCH": cloudwatch,
        "AWS_MAX_ATTEMPTS": "3",
        "COLUMNS": "160",
        **({MIRROR_VARIABLE: str(mirror)} if mirror else {}),
    }


@pytest.fixture(scope="module")
def clone(
    github: GitHub,
    full_name: str,
    proven: Project,
    variables: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Clone:
    """The operator's clone, with what was built and proven."""
    root: Path = tmp_path_factory.mktemp("operator") / "clone"
    return make_clone(root, proven.dist, full_name=full_name, api_url=github.api_url, variables=variables)


@pytest.fixture(scope="module", autouse=True)
def timings(request: pytest.FixtureRequest, clone: Clone) -> Iterator[None]:
    """Tells at the end what took how long."""
    yield
    _show(request, clone)


@pytest.fixture(scope="module")
def secrets() -> dict[str, str]:
    """What an operator gives once."""
    return {"CODERIPPLE_WEBHOOK_SECRET": SECRET, "CODERIPPLE_GITHUB_TOKEN": BOT_TOKEN}


def _show(request: pytest.FixtureRequest, clone: Clone) -> None:
    """Prints the table of timings; figures of a machine that may be busy, so nothing is asserted about them."""
    lines = [f"  {told:<40} {figure:>14}" for told, figure in clone.timings]
    capturing = request.config.pluginmanager.getplugin("capturemanager")
    with capturing.global_and_fixture_disabled():
        sys.stdout.write("\n".join(["", f"deployment of {FUNCTION} on emulators of AWS", *lines, ""]))
