"""The command line, one file a command; each is imported when it is called for.

batch check collect convert doctor explain fonts learn outline pack repair  commands; COMMANDS says what they do
review rules status styles trace verify  more of them
installation  what doctor looks at
console  what commands print: tables for people, JSON for programs
complaints  what is said where something fails
progress  how far a batch is
streams  standard streams as they may be
stopping  signals that end a command
command  what all commands take, and the examples of their help
options  options that several commands share
editing  options of corrections and facts
office   options of a writer or two
places   where outputs go: files, folders, standard output
settings  huozi.toml, defaults for a folder
completion  what a shell offers for values
told     how much people hear
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from convert.cli.complaints import complain, complain_of_bug, complain_of_system
from convert.cli.console import tell
from convert.cli.stopping import stopping
from convert.cli.streams import OUTPUT, flush_output, give_up, open_streams
from convert.cli.told import QUIET, USUAL, VERBOSE, Told
from convert.errors import HuoziError, SourceError, suggest
from convert.version import VERSION

COMMANDS = {
    "convert": "One document into one or more formats.",
    "batch": "Many documents, into a folder.",
    "status": "How far a batch is, and what failed.",
    "verify": "Whether the outputs of a batch are what they were.",
    "pack": "The outputs of a batch as few large files.",
    "collect": "Many documents into one book.",
    "outline": "The structure that was recovered.",
    "review": "Source and structure side by side, to be set right in a browser.",
    "repair": "Traditional characters that a machine got wrong.",
    "rules": "Every rule of the reader, and what it does to documents.",
    "explain": "Why a line became what it is.",
    "trace": "What each stage of the reader made of a document.",
    "learn": "What corrections teach: rules that were wrong, weights that are right.",
    "check": "Whether a finished file keeps to its rules.",
    "styles": "The style sheets there are.",
    "fonts": "The faces there are.",
    "doctor": "What is installed, and what is missing for what.",
}
"""Command → what it does; it is the function of that name in the module of that name."""

STOPPED, CUT_OFF = 130, 141
"""The exit codes after Ctrl-C, and where nobody reads what is printed, as shells give them."""


class Commands(click.Group):
    """A group whose help is printed from the table alone."""

    def resolve_command(self, ctx: click.Context, args: list[str]
                        ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named first; raises UsageError with the name that is nearest to an unknown one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"No such command {args[0][:80]!r}. {suggest(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

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


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="huozi")
@click.option("--traceback", is_flag=True, help="Where Huozi itself fails, print where: for a report.")
@click.option("-v", "--verbose", is_flag=True, help="Say also what is done and every note.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what failed.")
@click.option("--config", type=click.Path(path_type=Path), metavar="F.toml",
              help="Defaults of options; without it from the huozi.toml here or in the nearest folder above.")
@click.option("--no-config", is_flag=True, help="Take no defaults from any file.")
@click.pass_context
def huozi(ctx: click.Context, /, *, traceback: bool, verbose: bool, quiet: bool, config: Path | None, no_config: bool
          ) -> None:
    """Chinese documents, as they are really found, into clean editions.

    Exit codes: 0 all done, 1 some documents failed or a check found something, 2 the command makes no sense, 66 a
    source cannot be read, 73 an output cannot be written, 70 a bug of Huozi, 130 stopped by Ctrl-C.

    Values are completed after eval "$(_HUOZI_COMPLETE=bash_source huozi)"; also zsh_source, fish_source.
    """
    ctx.obj.traceback = traceback
    ctx.obj.loudness = VERBOSE if verbose else QUIET if quiet else USUAL
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    elif not no_config:
        ctx.default_map = _find_defaults(config, ctx)


def _find_defaults(config: Path | None, ctx: click.Context) -> dict[str, Any] | None:
    """What is wanted of commands in this folder; raises UsageError where a file says what no command takes."""
    from convert.cli.settings import find_settings, load_settings

    path = config or find_settings()
    if path is None:
        return None
    tell(f"Defaults are those of {path}.", VERBOSE)
    commands = {name: huozi.get_command(ctx, name) for name in COMMANDS}
    return load_settings(path, {name: command for name, command in commands.items() if command is not None})


CALM = 50_000
"""New objects after which unreachable circles are looked for: nearly all that a command makes it keeps to its end."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command line and exits with its code; errors are one line on standard error."""
    gc.set_threshold(CALM)
    atexit.register(gc.freeze)  # the system takes all back; to look for circles before would take a tenth of a command
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
        said = error.format_message()
        return complain(f"{said}{'' if said.endswith(('.', '?')) else '.'} Try: {place} --help", error.exit_code)
    except click.ClickException as error:
        return complain(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return complain("Stopped. What was finished stays.", STOPPED)
    except SystemExit as error:  # the answer of click to a pipe that nobody reads, or what a shell completes by
        if not error.code:
            return 0
        give_up(OUTPUT)
        return CUT_OFF
    except MemoryError:
        return complain("Memory ran out. Give Huozi more, or cut the document.", SourceError.exit_code)
    except OSError as error:
        return complain_of_system(error)
    return code
