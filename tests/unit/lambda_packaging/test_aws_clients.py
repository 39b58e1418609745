"""A client of a service that is not declared is found by name and place before anything is cut away."""

from dataclasses import replace
from pathlib import Path

import pytest
from fakes.sample_project import write
from lambda_packaging.aws_clients import find_clients, require_own_services, require_shipped_services
from lambda_packaging.errors import DeclarationError, ServiceError
from lambda_packaging.project import Project, PruneSettings


def services(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    """The services that a module with that text names, with the lines."""
    write(tmp_path / "a.py", text)
    return [(use.service, use.line) for use in find_clients([tmp_path / "a.py"])]


def settings(*names: str, **unused: str) -> PruneSettings:
    """Those services declared, and some unused."""
    return PruneSettings(services=frozenset(names), unused_services=unused)


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A layer's folder with the models of three services and a distribution that uses two."""
    for service in ("s3", "sqs", "ec2"):
        write(tmp_path / "modules/botocore/data" / service / "2016-11-15/service-2.json.gz", "")
    write(tmp_path / "modules/plain/store.py", "import boto3\n\nboto3.client('s3')\nboto3.client('unix')\n")
    write(tmp_path / "modules/plain/build/queue.py", "import boto3\nboto3.client('sqs')\n")
    write(tmp_path / "modules/plain/tests/test_a.py", "import boto3\nboto3.client('ec2')\n")
    return tmp_path / "modules"


@pytest.mark.parametrize(
    "call",
    [
        "boto3.client('s3')",
        "boto3.resource('s3')",
        "session.create_client('s3', region_name=region)",
        "boto3.client(service_name='s3')",
        "boto3.client(config=make(), service_name='s3')",
        "Session().client(\n    's3',\n)",
        "client('s3')",
    ],
)
def test_a_call_with_a_literal_is_found(tmp_path: Path, call: str) -> None:
    """However the client is constructed."""
    assert services(tmp_path, f"import boto3\n{call}\n") == [("s3", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "import docker\ndocker.client('s3')\n",
        "import boto3\nboto3.client(name)\n",
        "import boto3\nboto3.client()\n",
        "import boto3\n# boto3.client('s3')\n",
        "import boto3\nclients[0]('s3')\n",
        "import boto3\nboto3.client(b's3')\nboto3.client('s3'",
        "import boto3\nboto3.client('s3')\0",
    ],
)
def test_what_names_no_service_or_is_no_python_is_not_found(tmp_path: Path, text: str) -> None:
    """A file that cannot be parsed is named by the step that compiles it."""
    assert services(tmp_path, text) == []


def test_warnings_about_other_peoples_sources_are_not_ours(tmp_path: Path) -> None:
    """And do not hide what is in them."""
    assert services(tmp_path, "import boto3\nboto3.client('s3')\nword = '\\d'\n") == [("s3", 2)]


def test_own_code_may_construct_declared_clients_only(sample: Project) -> None:
    """Or declare them unused, as a name may mean something else; each service is told once, with its first place."""
    text = "import boto3\nboto3.client('sqs')\nboto3.client('s3')\nboto3.client('s3')\n"
    write(sample.root / "packages/sample/src/sample/store.py", text)
    write(sample.root / "functions/shared/common.py", "import boto3\nboto3.client('s3')\nboto3.client('sns')\n")
    require_own_services(replace(sample, prune=settings("s3", "sqs", "sns")))
    with pytest.raises(ServiceError, match="unused-services") as raised:
        require_own_services(replace(sample, prune=settings("sqs")))
    assert raised.value.places == {"s3": "functions/shared/common.py:2", "sns": "functions/shared/common.py:3"}
    require_own_services(replace(sample, prune=settings("sqs", "sns", s3="a client of something else")))


def test_what_tools_made_of_own_code_and_its_tests_do_not_count(sample: Project) -> None:
    """None of it is packed."""
    for folder in ("build/lib", "dist", "tests", ".venv/lib", "src/sample/test"):
        write(sample.root / "packages/sample" / folder / "a.py", "import boto3\nboto3.client('s3')\n")
    require_own_services(replace(sample, prune=settings()))


def test_a_package_beside_the_project_is_named_by_its_place(sample: Project, tmp_path: Path) -> None:
    """A declaration may name any folder."""
    write(tmp_path / "elsewhere/a.py", "import boto3\nboto3.client('s3')\n")
    (_, package) = sample.layers
    project = replace(sample, layers=(replace(package, package=tmp_path / "elsewhere"),), prune=settings())
    with pytest.raises(ServiceError) as raised:
        require_own_services(project)
    assert raised.value.places == {"s3": "../elsewhere/a.py:2"}


def test_without_a_declaration_nothing_is_asked(sample: Project, modules: Path) -> None:
    """Then every model stays."""
    write(sample.root / "functions/shared/common.py", "import boto3\nboto3.client('s3')\n")
    require_own_services(sample)
    require_shipped_services(modules, PruneSettings())


def test_shipped_code_needs_every_client_declared_or_declared_unused(modules: Path) -> None:
    """A name that no model has is no service; tests are not shipped, a folder that is only called `build` is."""
    require_shipped_services(modules, settings("s3", sqs="queues are not used"))
    with pytest.raises(ServiceError) as raised:
        require_shipped_services(modules, settings("ec2"))
    assert raised.value.places == {"s3": "plain/store.py:3", "sqs": "plain/build/queue.py:2"}


def test_a_declared_service_without_a_model_is_refused(modules: Path) -> None:
    """A slip would leave out the model that is meant."""
    with pytest.raises(DeclarationError, match=r"prune\.services.*'s33'"):
        require_shipped_services(modules, settings("s33", "sqs", "s3"))


def test_where_there_are_no_models_nothing_can_be_missing(tmp_path: Path) -> None:
    """A function's own requirements rarely bring botocore."""
    write(tmp_path / "plain/a.py", "import boto3\nboto3.client('s3')\n")
    require_shipped_services(tmp_path, settings())
