"""The bucket of the state is made once, and the environment's file names it."""

import pytest
from coderipple_deployment.bootstrap import bootstrap
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import AccountError, TwoStatesError
from fakes.deployment import FakeAccount, FakeBuckets, FakeReleases, FakeTerraform


def test_bucket_and_file_are_made_and_the_state_goes_along(environment: Environment) -> None:
    """Done twice it changes nothing, not even what a person wrote into the file."""
    buckets, terraform = FakeBuckets(), FakeTerraform(FakeReleases())
    done = bootstrap(environment, account=FakeAccount(), buckets=buckets, terraform=terraform)
    assert (done.bucket, done.is_new) == ("coderipple-state-123456789012-eu-west-1", True)
    assert (buckets.names, buckets.owners) == ({done.bucket}, {"123456789012"})
    content = environment.backend.read_text()
    assert 'bucket  = "coderipple-state-123456789012-eu-west-1"' in content
    assert 'key     = "sample/development.tfstate"' in content
    environment.backend.write_text(content + "# mine\n")
    assert not bootstrap(environment, account=FakeAccount(), buckets=buckets, terraform=terraform).is_new
    assert "# mine" in environment.backend.read_text()
    assert terraform.done == ["version", "move state"] * 2


def test_the_bucket_that_the_file_names_is_the_one(environment: Environment) -> None:
    """A person may have written another name; then the state lies there, and no further bucket is made."""
    environment.backend.write_text('# ours\nbucket = "somewhere-else"\nkey = "k"\n')
    buckets = FakeBuckets("somewhere-else")
    done = bootstrap(environment, account=FakeAccount(), buckets=buckets, terraform=FakeTerraform(FakeReleases()))
    assert (done.bucket, done.is_new, buckets.names) == ("somewhere-else", False, {"somewhere-else"})


@pytest.mark.parametrize(
    ("local", "key", "is_refused"),
    [
        ('{"resources": [{}]}', "sample/development.tfstate", True),
        ('{"resources": []}', "sample/development.tfstate", False),
        ("", "sample/development.tfstate", False),
        ('{"resources": [{}]}', "sample/production.tfstate", False),
    ],
    ids=["two states", "nothing here", "empty", "another environment's"],
)
def test_an_old_state_of_a_clone_replaces_none(
    environment: Environment, local: str, key: str, *, is_refused: bool
) -> None:
    """What others go by stays; where only one is, it is taken along."""
    environment.local_state.write_text(local)
    buckets, terraform = FakeBuckets("coderipple-state-123456789012-eu-west-1"), FakeTerraform(FakeReleases())
    buckets.keys.add(key)
    if is_refused:
        with pytest.raises(TwoStatesError, match=r"environments/development\.tfstate is another"):
            bootstrap(environment, account=FakeAccount(), buckets=buckets, terraform=terraform)
    else:
        bootstrap(environment, account=FakeAccount(), buckets=buckets, terraform=terraform)
    assert terraform.done == ["version"] + ["move state"] * (not is_refused)


def test_the_wrong_account_gets_no_bucket(environment: Environment) -> None:
    """Nor a file that names it."""
    from dataclasses import replace

    buckets = FakeBuckets()
    where = replace(environment, allowed_account_ids=("999999999999",))
    with pytest.raises(AccountError):
        bootstrap(where, account=FakeAccount(), buckets=buckets, terraform=FakeTerraform(FakeReleases()))
    assert (buckets.names, environment.backend.exists()) == (set(), False)
