"""Terraform runs with our own settings, whatever the surroundings say."""

from coderipple_deployment.adapters.terraform_settings import data_folder, program_environment, write_backend
from coderipple_deployment.environment import Environment
from fakes.sample_project import write


def test_the_state_is_local_until_a_bucket_is_named(environment: Environment) -> None:
    """The file beside the environment decides."""
    override = environment.folder / "backend_override.tf"
    assert write_backend(environment) == []
    assert 'path = "environments/development.tfstate"' in override.read_text()
    write(environment.backend, 'bucket = "b"\n')
    assert write_backend(environment) == ["-backend-config=environments/development.s3.tfbackend"]
    assert "use_lockfile = true" in override.read_text()


def test_what_a_person_set_for_other_projects_does_not_count(environment: Environment) -> None:
    """AWS's own variables do."""
    kept = program_environment(
        environment,
        {"TF_WORKSPACE": "x", "TF_CLI_ARGS_plan": "-target=y", "TF_VAR_architecture": "z", "AWS_PROFILE": "mine"},
    )
    assert kept["AWS_PROFILE"] == "mine"
    assert {"TF_WORKSPACE", "TF_CLI_ARGS_plan", "TF_VAR_architecture"}.isdisjoint(kept)
    assert kept["TF_DATA_DIR"] == str(data_folder(environment))


def test_no_secret_reaches_terraform(environment: Environment) -> None:
    """Not even as a variable of its process: crash reports and programs that it starts would have it."""
    given = {"CODERIPPLE_WEBHOOK_SECRET": "s3cret", "CODERIPPLE_GITHUB_TOKEN": "t0ken", "PATH": "/bin"}
    kept = program_environment(environment, given)
    assert kept["PATH"] == "/bin"
    assert not {"s3cret", "t0ken"} & set(kept.values())


def test_a_configuration_that_is_not_there_is_not_named(environment: Environment) -> None:
    """Each command would warn of it; one that is there stands."""
    assert "TF_CLI_CONFIG_FILE" not in program_environment(environment, {"TF_CLI_CONFIG_FILE": "/nowhere/x"})
    file = environment.folder / "mine.tfrc"
    write(file, "")
    assert program_environment(environment, {"TF_CLI_CONFIG_FILE": str(file)})["TF_CLI_CONFIG_FILE"] == str(file)


def test_a_mirror_stands_over_both(environment: Environment) -> None:
    """In a configuration of our own, which git ignores."""
    kept = program_environment(environment, {"CODERIPPLE_PROVIDER_MIRROR": "/mirror", "TF_CLI_CONFIG_FILE": "/nowhere"})
    configuration = data_folder(environment) / "mirror.tfrc"
    assert kept["TF_CLI_CONFIG_FILE"] == str(configuration)
    assert 'path = "/mirror"' in configuration.read_text()
