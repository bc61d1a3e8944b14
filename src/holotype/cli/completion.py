"""`holotype completion`: the script by which a shell completes the command's words."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import Final

from holotype.cli import COMMANDS, EXIT_CODES
from holotype.cli.arguments import OneOf
from holotype.errors import HolotypeError

HELP: Final = "write a script that completes commands and options in a shell"

SHELLS: Final = ("bash", "zsh", "tcsh")

_ABOUT: Final = """\
Writes the script to standard output. Where the shell has read it, TAB completes
commands, options, their choices and the names of files. It needs the extra
`completion`, which is the library shtab."""

_EPILOG: Final = f"""\
examples:
  bash: holotype completion bash > ~/.local/share/bash-completion/completions/holotype
  zsh:  holotype completion zsh > ~/.zfunc/_holotype     a folder that $fpath names
  tcsh: holotype completion tcsh > ~/.holotype.tcsh      which ~/.tcshrc then sources

exit codes:
  0    the script is written
{EXIT_CODES}"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.usage = "%(prog)s SHELL"
    parser.description = _ABOUT
    parser.epilog = _EPILOG
    parser.add_argument("shell", metavar="SHELL", type=OneOf(*SHELLS), help=", ".join(SHELLS))


def run(arguments: argparse.Namespace) -> int:
    """Write the script; 0.  Raises `HolotypeError` where shtab is not installed."""
    try:
        import shtab
    except ImportError:
        raise HolotypeError(
            "completion needs the library shtab, which is not installed: pip install 'holotype[completion]'"
        ) from None
    files = dict.fromkeys(("CONTRACT", "FILE", "NAME_OR_PATH", "PATH", "SCHEMA"), shtab.FILE)
    completed = {**files, "FOLDER": shtab.DIRECTORY}
    parser = _whole_parser()
    for each in _parsers(parser):
        for action in each._actions:
            if isinstance(action.type, OneOf):
                action.choices = action.type.choices
            elif (places := completed.get(str(action.metavar))) is not None:
                action.complete = places  # type: ignore[attr-defined]  # where shtab looks for it
    sys.stdout.write(shtab.complete(parser, shell=arguments.shell) + "\n")
    return 0


def _whole_parser() -> argparse.ArgumentParser:
    """A parser of all commands, which is otherwise never made: each has its own."""
    whole = argparse.ArgumentParser(prog="holotype")
    whole.add_argument("-V", "--version", action="store_true", help="the version, and the bundled schemas")
    commands = whole.add_subparsers()
    for name, summary in COMMANDS.items():
        parser = commands.add_parser(name, help=summary)
        import_module(f"holotype.cli.{name}").configure(parser)
        parser.description = summary  # what shells show beside the name
    return whole


def _parsers(whole: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    (commands,) = (each for each in whole._actions if isinstance(each, argparse._SubParsersAction))
    return [whole, *commands.choices.values()]
