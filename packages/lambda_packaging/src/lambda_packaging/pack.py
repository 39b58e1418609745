"""Packs a folder: bytecode beside every source, everything compressed, one archive.

Comes in: a folder and its place in Lambda. Goes out: an archive. Two interpreters of their own do the work, since
compiling holds the interpreter's lock; a few files are not worth starting them.
"""

import json
import os
import pickle
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from lambda_packaging.archive import Entry, make_entry, write_archive
from lambda_packaging.bytecode import SUFFIX, bytecode_name, compile_source
from lambda_packaging.errors import ArchiveError, BytecodeError, ToolFailedError
from lambda_packaging.programs import Programs
from lambda_packaging.progress import Advance

WORKERS, SHARES = 2, 6  # more shares than workers, so that progress shows and both end together
FEW = 50  # files that are packed sooner than an interpreter starts
# -I: no PYTHON* variable has a say. The worker is this module, wherever it lies.
WORKER = "import sys; sys.path.insert(0, sys.argv[1]); from lambda_packaging.pack import work; work()"

type Packed = tuple[list[Entry], str]  # what goes into the archive, and why a source has no bytecode


def pack(
    folder: Path,
    archive: Path,
    *,
    place: PurePosixPath,
    is_own: bool = True,
    reported_as: str = "",
    advance: Advance = lambda _: None,
) -> tuple[str, ...]:
    """Packs every file below `folder` into `archive`, which appears whole or not at all.

    Args:
        folder: What to pack.
        archive: Where to.
        place: Where Lambda unpacks it, for example `/opt`.
        is_own: Whether every source must compile. Wheels hold templates and sources of other versions, too.
        reported_as: The archive's name in errors; its own if not given.
        advance: Told how many further files are done.

    Returns:
        Why sources have no bytecode.

    Raises:
        BytecodeError: A source of the project's own is not valid Python.
        ArchiveError: A file cannot be packed, or the archive cannot be written.
        ToolFailedError: An interpreter ended early, for want of memory perhaps.
    """
    packed = pack_files(list_files(folder), folder, place=place, advance=advance)
    problems = tuple(sorted(problem for _, problem in packed if problem))
    if problems and is_own:
        raise BytecodeError(archive=reported_as or archive.name, output="\n".join(problems))
    write_archive((entry for entries, _ in packed for entry in entries), archive)
    return problems


def list_files(folder: Path) -> list[str]:
    """Gives the paths of the files below `folder`, with slashes.

    Raises:
        ArchiveError: One is a symbolic link, or its name is not UTF-8.
    """
    skipped = len(str(folder)) + 1
    files = []
    for parent, folders, names in os.walk(folder):
        for name in (*folders, *names):
            _refuse_odd(Path(parent, name))
        files += [f"{parent}/{name}"[skipped:] for name in names]
    return files


def pack_files(files: Sequence[str], folder: Path, *, place: PurePosixPath, advance: Advance) -> list[Packed]:
    """Gives the entries of each file below `folder`, and why its source does not compile, in any order."""
    if len(files) <= FEW:
        advance(len(files))
        return list(_pack_here(files, folder, place))
    by_size = sorted(files, key=lambda file: (folder / file).stat().st_size)  # so that each has as much to do
    shares = [by_size[number::SHARES] for number in range(SHARES)]
    # The programs end before the threads that wait for them.
    with ThreadPoolExecutor(WORKERS) as workers, Programs() as programs:
        done = workers.map(lambda share: _pack_elsewhere(share, folder, place, programs, advance), shares)
        return [packed for share in done for packed in share]


def work() -> None:
    """Packs the files that standard input names, and writes what comes of them to standard output."""
    files, folder, place = json.load(sys.stdin)
    pickle.dump(list(_pack_here(files, Path(folder), PurePosixPath(place))), sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _pack_here(files: Iterable[str], folder: Path, place: PurePosixPath) -> Iterator[Packed]:
    for file in files:
        path = folder / file
        content = path.read_bytes()
        entries = [make_entry(file, content, executable=bool(path.stat().st_mode & stat.S_IXUSR))]
        problem = ""
        try:
            if file.endswith(SUFFIX):
                entries.append(make_entry(bytecode_name(file), compile_source(content, place=place / file)))
        except (SyntaxError, ValueError) as error:
            problem = f"{file}: {error}"
        yield entries, problem


def _pack_elsewhere(
    files: Sequence[str], folder: Path, place: PurePosixPath, programs: Programs, advance: Advance
) -> list[Packed]:
    """Has an interpreter of its own pack the files."""
    command = [sys.executable, "-I", "-X", "utf8", "-c", WORKER, str(Path(__file__).parents[1])]
    content = json.dumps([files, str(folder), str(place)]).encode()
    finished = programs.run(command, environment=os.environ, content=content)
    if finished.exit_code != 0:
        words = finished.errors.decode(errors="replace")
        raise ToolFailedError(command="python (packing)", exit_code=finished.exit_code or 0, output=words)
    advance(len(files))
    packed: list[Packed] = pickle.loads(finished.output)  # noqa: S301  # our own worker wrote it
    return packed


def _refuse_odd(path: Path) -> None:
    if path.is_symlink():
        remedy = "Replace it with the file that it points to: in Lambda the link would dangle"
        raise ArchiveError(path=path, problem="is a symbolic link, expected a plain file", remedy=remedy)
    try:
        path.name.encode()
    except UnicodeEncodeError:
        shown = Path(os.fsencode(path).decode(errors="backslashreplace"))
        problem = "has a name that is not UTF-8, as every name in an archive must be"
        raise ArchiveError(path=shown, problem=problem, remedy="Rename it") from None
