"""What a command line declares, whatever library reads it.

Comes in: the parts of a declaration. Goes out: `DeclaredCommand`s and `DeclaredOption`s.
"""

from dataclasses import dataclass

MOST_OPTIONS = 5_000  # options of one file, each counted for every command that takes it; more are made to exhaust us


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredCommand:
    """A command and the lines that declare it.

    Attributes:
        name: As it is typed after the program, with the groups of the same file before it (`remote add`); of a
            program itself the name of its function.
        arguments: Its positional arguments, as its help shows them.
        summary: First sentence of its help text or docstring.
        first_line: First line of its declaration.
        last_line: Last line of its declaration.
        function: Name of the function that is the command, or an empty string.
        is_program: Whether it is a program itself, whose options belong to no command.
        is_attached: Whether the file says which group it belongs to.
    """

    name: str
    arguments: tuple[str, ...]
    summary: str
    first_line: int
    last_line: int
    function: str = ""
    is_program: bool = False
    is_attached: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredOption:
    """An option and the lines that declare it.

    Attributes:
        flags: Its spellings, as help shows them.
        summary: First sentence of its help text.
        first_line: First line of its declaration.
        last_line: Last line of its declaration.
        command: The command that takes it; empty for a program itself, or where nobody can tell.
        default: Source text of its default, or None.
    """

    flags: tuple[str, ...]
    summary: str
    first_line: int
    last_line: int
    command: str = ""
    default: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CommandLine:
    """What one file declares, each in the order of the source.

    Attributes:
        commands: Its commands.
        options: Its options.
        unread_line: Where it adds an option whose spelling is computed; None where it adds none.
    """

    commands: tuple[DeclaredCommand, ...] = ()
    options: tuple[DeclaredOption, ...] = ()
    unread_line: int | None = None
