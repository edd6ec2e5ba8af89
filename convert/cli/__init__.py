"""The command line, one file a command; each is imported when it is called for.

batch check collect convert explain fonts outline repair  commands; COMMANDS says what they do
pack rules status styles trace verify  more of them
console  what commands print: tables for people, JSON for programs
complaints  what is said where something fails
progress  how far a batch is
streams  standard streams as they may be
stopping  signals that end a command
options  options that several commands share
office   options of a writer or two
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from convert.cli.complaints import Told, complain, complain_of_bug, complain_of_system
from convert.cli.stopping import stopping
from convert.cli.streams import OUTPUT, flush_output, give_up, open_streams
from convert.errors import HuoziError, SourceError
from convert.version import VERSION

COMMANDS = {
    "convert": "One document into one or more formats.",
    "batch": "Many documents, into a folder.",
    "status": "How far a batch is, and what failed.",
    "verify": "Whether the outputs of a batch are what they were.",
    "pack": "The outputs of a batch as few large files.",
    "collect": "Many documents into one book.",
    "outline": "The structure that was recovered.",
    "repair": "Traditional characters that a machine got wrong.",
    "rules": "Every rule of the reader, and what it does to documents.",
    "explain": "Why a line became what it is.",
    "trace": "What each stage of the reader made of a document.",
    "check": "Whether a finished file keeps to its rules.",
    "styles": "The style sheets there are.",
    "fonts": "The faces there are.",
}
"""Command → what it does; it is the function of that name in the module of that name."""

STOPPED, CUT_OFF = 130, 141
"""The exit codes after Ctrl-C, and where nobody reads what is printed, as shells give them."""


class Commands(click.Group):
    """A group whose help is printed from the table alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"convert.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Writes the table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="huozi")
@click.option("--traceback", is_flag=True, help="Where Huozi itself fails, print where: for a report.")
@click.pass_obj
def huozi(told: Told, /, *, traceback: bool) -> None:
    """Chinese documents, as they are really found, into clean editions.

    Exit codes: 0 all done, 1 some documents failed or a check found something, 2 the command makes no sense, 66 a
    source cannot be read, 73 an output cannot be written, 70 a bug of Huozi, 130 stopped by Ctrl-C.
    """
    told.traceback = traceback


CALM = 50_000
"""New objects after which unreachable circles are looked for: nearly all that a command makes it keeps to its end."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command line and exits with its code; errors are one line on standard error."""
    gc.set_threshold(CALM)
    open_streams()
    told = Told()
    try:
        with stopping():
            code = run(arguments, told)
    except Exception as error:
        if told.traceback:
            raise
        code = complain_of_bug(error)
    sys.exit(code)


def run(arguments: Sequence[str] | None, told: Told) -> int:
    """Runs a command line and gives its exit code; what is not told by an exception of ours goes through."""
    try:
        code: int = huozi.main(arguments, prog_name="huozi", standalone_mode=False, obj=told)
        flush_output()
    except HuoziError as error:
        return complain(str(error), error.exit_code)
    except click.UsageError as error:
        place = error.ctx.command_path if error.ctx is not None else "huozi"
        return complain(f"{error.format_message()} Try: {place} --help", error.exit_code)
    except click.ClickException as error:
        return complain(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return complain("Stopped. What was finished stays.", STOPPED)
    except SystemExit:  # the answer of click to a pipe that nobody reads
        give_up(OUTPUT)
        return CUT_OFF
    except MemoryError:
        return complain("Memory ran out. Give Huozi more, or cut the document.", SourceError.exit_code)
    except OSError as error:
        return complain_of_system(error)
    return code
