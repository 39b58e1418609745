"""The ports that the settings ask for."""

import subprocess
import sys
from pathlib import Path

import pytest
from coderipple.adapters.local_git import LocalGitRepository
from coderipple.adapters.strands_phraser import StrandsPhraser
from coderipple.adapters.working_tree import WorkingTree
from coderipple.config import Config, get_config
from coderipple.errors import NotARepositoryError
from coderipple.outcome import Outcome
from coderipple.push_flow import document_push
from coderipple.values import Push
from coderipple.wiring import wire
from fakes.models import ScriptedModel, answer


@pytest.fixture
def config(clone: Path) -> Config:
    """Settings for a clone."""
    return get_config({"CODERIPPLE_REPOSITORY_PATH": str(clone)})


def documented(config: Config, model: ScriptedModel | None = None) -> Outcome:
    """Runs the whole flow on the wired ports."""
    with wire(config, model=model) as ports:
        return document_push(Push(repository="ada/tides", head="HEAD"), config, ports)


def test_the_local_strategy(config: Config) -> None:
    """A clone is read and its working tree written; without a model nobody phrases."""
    with wire(config) as ports:
        assert isinstance(ports.repository, LocalGitRepository)
        assert isinstance(ports.documents, WorkingTree)
        assert ports.phraser is None
        assert ports.clock.seconds() > 0


def test_facts_are_kept_beside_the_repository_never_in_it(config: Config, clone: Path, tmp_path: Path) -> None:
    """A folder inside the clone is none, whatever the settings say."""
    documented(config._replace(cache_dir=str(tmp_path / "cache")))
    assert [each.name for each in (tmp_path / "cache").iterdir()] == ["facts-1.sqlite3"]
    documented(config._replace(cache_dir=str(clone / "cache")))
    assert not (clone / "cache").exists()


def test_a_model_phrases(config: Config) -> None:
    """A model that is handed in becomes the phraser."""
    with wire(config, model=ScriptedModel("")) as ports:
        assert isinstance(ports.phraser, StrandsPhraser)


def test_a_folder_that_is_no_clone(tmp_path: Path) -> None:
    """The error is that of the adapter."""
    with pytest.raises(NotARepositoryError), wire(get_config({"CODERIPPLE_REPOSITORY_PATH": str(tmp_path)})):
        pass


def test_true_words_of_a_model_reach_the_clone(config: Config) -> None:
    """From the scripted stream through the agent and the gate into the file."""
    model = ScriptedModel(answer(("This is about `tides.tables`.", [1])))
    outcome = documented(config, model)
    assert outcome.ai_powered
    text = (Path(config.repository_path) / "coderipple" / "system" / "interfaces.md").read_text()
    assert "\nThis is about `tides.tables`.\n" in text
    assert not documented(config, model).ai_powered


def test_false_words_of_a_model_do_not(config: Config) -> None:
    """The clone gets the facts alone."""
    outcome = documented(config, ScriptedModel(answer(("This is about `tides.flux`.", [1]))))
    assert outcome.documentation_updated
    assert not outcome.ai_powered
    pages = (Path(config.repository_path) / "coderipple").rglob("*.md")
    assert all("flux" not in each.read_text() for each in pages)


def test_strands_is_loaded_for_a_model_only() -> None:
    """Without a model neither Strands nor boto3 is imported."""
    program = "import sys, coderipple.cli; sys.exit(bool({'strands', 'boto3'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
