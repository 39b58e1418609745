"""Meets the `Progress` port with a bar on standard error, which is gone when the run is over.

Comes in: how far a run is. Goes out: control sequences for a terminal.
"""

from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import TaskID

_READING = "reading files"
_STAGE = "{task.description}"


class ProgressBar:
    """Shows how many files are read, then what goes on, with the time that it has taken.

    Nothing is shown before there is something to wait for.

    Raises:
        ModuleNotFoundError: The extra `progress` is not installed.
    """

    def __init__(self) -> None:
        # Imported here: every module of the package must load without the extra, as it does in a layer.
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn  # noqa: PLC0415

        spinner, bar, elapsed = SpinnerColumn(), BarColumn(), TimeElapsedColumn()
        self._uncounted = (spinner, _STAGE, bar, elapsed)
        self._shown = Progress(
            *(spinner, _STAGE, bar, MofNCompleteColumn(), elapsed),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task: TaskID | None = None
        self._expected = 0

    def __enter__(self) -> Self:
        """Begins to be able to show something."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Takes away what is shown."""
        self._shown.stop()

    def expect(self, files: int) -> None:
        """Shows how many files there are."""
        self._expected += files
        if self._task is None:
            self._begin(_READING, total=files)
        else:
            self._shown.update(self._task, total=self._expected)

    def advance(self) -> None:
        """Moves the bar on."""
        if self._task is not None:
            self._shown.advance(self._task)

    def begin(self, stage: str) -> None:
        """Shows the stage instead of what went on before; nobody knows how long it takes."""
        self._shown.columns = self._uncounted
        self._begin(stage, total=None)

    def _begin(self, stage: str, *, total: int | None) -> None:
        self._shown.start()
        if self._task is not None:
            self._shown.remove_task(self._task)
        self._task = self._shown.add_task(stage, total=total)
