"""Tries what must work in a function with its layers: as built, or with what was left out put back.

Comes in: artifacts and checks. Goes out: outcomes. Everything is unpacked below one folder, which the caller removes.
"""

import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.checks import Check, Outcome, run_checks
from lambda_packaging.function import lay_out_function
from lambda_packaging.isolation import SEARCH_PATH, Isolation, choose_isolation
from lambda_packaging.layer import lay_out_layer
from lambda_packaging.layout import Layout
from lambda_packaging.manifest import Artifact
from lambda_packaging.progress import Advance
from lambda_packaging.project import DependenciesLayer, Project
from lambda_packaging.prune_rules import RULES, PruneRule
from lambda_packaging.shared_object import is_elf
from lambda_packaging.target import host_architecture
from lambda_packaging.unpack import lay_out
from lambda_packaging.work_folder import make_removable

READ_ONLY = ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One function with its layers.

    Attributes:
        artifacts: The layers in their order, and the function or none.
        runtime_client: What Lambda's runtime brings itself.
        folder: Where to unpack.
    """

    project: Project
    artifacts: Sequence[Artifact]
    architecture: str
    runtime_client: Path
    folder: Path

    def lay_out_built(self) -> Layout:
        """Unpacks the artifacts as they are."""
        layout = Layout(folder=self.folder / "built")
        lay_out(self.artifacts, self.project.dist, layout)
        return layout

    def lay_out_with(self, rules: Sequence[PruneRule]) -> Layout:
        """Unpacks the artifacts and puts back what other rules than `rules` left out."""
        layout = Layout(folder=self.folder / f"with {'-'.join(rule.name for rule in rules) or 'everything'}")
        lay_out(self.artifacts, self.project.dist, layout)
        self._put_over(layout, architecture=self.architecture, rules=rules)
        return layout

    def make_ready(self, layout: Layout, *, rules: Sequence[PruneRule] = RULES) -> Isolation:
        """Gives the layout this machine's machine code, and makes it read-only, without a network where possible.

        Args:
            layout: What was laid out.
            rules: What left something out in it.
        """
        if self.architecture != host_architecture():
            self._put_machine_code(layout, rules)
        isolation = choose_isolation(layout, network=False)
        if isolation.kind == SEARCH_PATH:
            make_read_only(layout.folder)
        return isolation

    @contextmanager
    def ready_with(self, rules: Sequence[PruneRule]) -> Iterator[Isolation]:
        """Lends a layout in which only `rules` left something out; bytecode of what was put back may be missing."""
        layout = self.lay_out_with(rules)
        yield self.make_ready(layout, rules=rules)
        make_removable(layout.folder)
        shutil.rmtree(layout.folder)

    def run(self, checks: Iterable[Check], isolation: Isolation, *, advance: Advance) -> tuple[Outcome, ...]:
        """Runs the checks."""
        return run_checks(checks, isolation, runtime_client=self.runtime_client, advance=advance)

    def find_errors(self, checks: Iterable[Check], isolation: Isolation) -> dict[Check, str]:
        """Runs the checks and gives the errors of those that fail."""
        return {one.check: one.error for one in self.run(checks, isolation, advance=lambda _: None) if one.error}

    def _put_machine_code(self, layout: Layout, rules: Sequence[PruneRule]) -> None:
        """Replaces the shared objects of another machine by this machine's, from the same lock, and adds none."""
        foreign = [path for path in layout.folder.rglob("*") if path.is_file() and is_elf(path)]
        places = {_machine_independent(path) for path in foreign}
        for path in foreign:
            path.unlink()
        self._put_over(
            layout,
            architecture=host_architecture(),
            rules=rules,
            wanted=lambda path, place: is_elf(path) and _machine_independent(place) in places,
        )

    def _put_over(
        self,
        layout: Layout,
        *,
        architecture: str,
        rules: Sequence[PruneRule],
        wanted: Callable[[Path, Path], bool] = lambda _path, _place: True,
    ) -> None:
        """Installs the distributions again with only `rules` applied, and moves the files that are wanted over."""
        for number, layer in enumerate(self.project.layers):
            if isinstance(layer, DependenciesLayer):
                installed = self.folder / f"installed-{number}"
                lay_out_layer(layer, self.project, installed, architecture=architecture, rules=rules)
                move_over(installed, layout.layers, wanted=wanted)
        for function in self.project.functions:
            if function.own_requirements.is_file() and function.name in {one.name for one in self.artifacts}:
                installed = self.folder / "installed-function"
                installed.mkdir()
                lay_out_function(function, self.project, installed, architecture=architecture, rules=rules)
                move_over(installed, layout.task, wanted=wanted)


def move_over(source: Path, target: Path, *, wanted: Callable[[Path, Path], bool]) -> None:
    """Moves the files below `source` that are wanted to the same places below `target`, and removes the others.

    They become files of their own: what is imported from them may write to them, and the installer's cache shares them.
    """
    for path in [path for path in source.rglob("*") if path.is_file()]:
        place = target / path.relative_to(source)
        if wanted(path, place):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)
            shutil.copy(path, place)
    shutil.rmtree(source)


def _machine_independent(place: Path) -> tuple[Path, str]:
    """Gives what the shared objects of one module have in common on all machines, their folder and first name."""
    return place.parent, place.name.partition(".")[0]


def make_read_only(folder: Path) -> None:
    """Takes the right to write from everything below `folder`; a superuser has it all the same."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(path.stat().st_mode & READ_ONLY)
