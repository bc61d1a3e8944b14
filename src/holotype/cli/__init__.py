"""The command line: finds the command, imports only that one, and turns every failure into a sentence."""

from __future__ import annotations

import errno
import gc
import os
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module

from holotype.errors import HolotypeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from holotype.cli.protocols import Command

# One line for each command, here and not in the modules, so that listing them imports none of them.
COMMANDS = {
    "validate": "check documents against a schema",
    "generate": "write the packages that contracts describe",
    "compile": "write one standalone validator from a schema",
    "init": "write a first contract for a schema",
    "cache": "show or clear the cache of compiled schemas",
    "completion": "write a script that completes commands and options in a shell",
}

EXIT_CLEAN = 0
EXIT_FOUND = 1
EXIT_FAILED = 2
# As a shell reports a program that a signal ended: 128 + SIGINT, 128 + SIGPIPE.
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141

# How a page of help says those that every command has.
EXIT_CODES = f"""\
  {EXIT_FAILED}    the command could not do its work; a sentence says why
  {EXIT_INTERRUPTED}  it was interrupted
  {EXIT_BROKEN_PIPE}  the reader of its output went away"""

_UNWRITABLE = (errno.ENOSPC, errno.EIO, errno.EBADF)

_HELP = """\
holotype - JSON Schema compiled to validators, typed models and documentation

usage: holotype COMMAND [OPTION...] [ARGUMENT...]

Checks documents against a JSON Schema, and writes standalone validators and whole
packages from one. A contract beside a schema says what the schema cannot: rules
between properties, and what to make of nulls. Nothing is fetched from a network.

commands:
{commands}

options:
  -h, --help     show this page; after a command, the page of that command
  -V, --version  show the version, and the bundled schemas with their digests

examples:
  holotype validate jobs.jsonl
      check batch jobs of Mistral's API, one on each line, by the bundled schema
  holotype validate --schema order.json orders/
      check a folder by a schema of yours
  holotype compile order.json -o order_validator.py
      write a validator that needs nothing but Python
  holotype init order.json
      begin a package of models, validator and documentation

exit codes:
  {clean}    it is done, and nothing was found
  {found}    something was found
{others}

environment:
  NO_COLOR, FORCE_COLOR  whether reports on a terminal are coloured
  HOLOTYPE_CACHE_DIR     the folder for compiled schemas, instead of the user's own
  HOLOTYPE_DEBUG=1       show the whole traceback of a mistake of holotype itself

more: README.md and docs/ of the project; docs/trust.md says what runs and what does not
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (default: the process's arguments) names; return the exit code.

    Nothing is raised but `SystemExit` from `--help`: bad input is a sentence on standard error and 2,
    an interruption 130, a closed pipe 141.  With `HOLOTYPE_DEBUG=1` an unexpected exception is shown whole.
    """
    if argv is None:
        return _run_as_process(sys.argv[1:])
    _make_streams_printable()
    try:
        try:
            code = _dispatch(list(argv))
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_standard_output()
        return EXIT_BROKEN_PIPE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except HolotypeError as error:
        return _fail(str(error))
    except OSError as error:
        if _debugging():
            raise
        # Of the files that are read or written by name each failure has its own sentence already.
        where = error.filename or ("standard output" if error.errno in _UNWRITABLE else "the system refused")
        _drop_standard_output()
        return _fail(f"{where}: {error.strerror or error}")
    except MemoryError:
        return _fail("the memory ran out before the work was done; give less at once, or more memory")
    except Exception as error:
        if _debugging():
            raise
        return _fail(_report_request(error))
    return code


def _run_as_process(argv: list[str]) -> int:
    """Run the command in a process that is there for it alone.

    Looking for garbage among modules, which are none, would take a tenth of the time of a small check: it is
    put off until there is work, and at the end it is left to the system.
    """
    gc.disable()
    try:
        return main(argv)
    finally:
        gc.freeze()


def _resume_collection() -> None:
    if not gc.isenabled():
        gc.freeze()
        # Little is garbage before a document is done: a large schema has some 100,000 objects that stay.
        gc.set_threshold(50_000, 20, 20)
        gc.enable()


def _dispatch(argv: list[str]) -> int:
    if not argv:
        sys.stderr.write(_help())
        return EXIT_FAILED
    name = argv[0]
    if name in ("-h", "--help", "help"):
        sys.stdout.write(_help())
        return EXIT_CLEAN
    if name in ("-V", "--version"):
        from holotype.cli.version import describe

        sys.stdout.write(describe())
        return EXIT_CLEAN
    if name not in COMMANDS:
        from holotype.contract.names import did_you_mean

        kind = "option" if name.startswith("-") else "command"
        known = ("--help", "--version") if kind == "option" else tuple(COMMANDS)
        return _fail(f"there is no {kind} {name!r}{did_you_mean(name, known)}; see holotype --help")
    return _run(name, argv[1:])


def _run(name: str, argv: list[str]) -> int:
    command: Command = import_module(f"holotype.cli.{name}")
    said: set[str] = set()

    def show_notice(message: Warning | str, *_: object, **__: object) -> None:
        if str(message) not in said:  # several checks of a configuration may be by one schema
            said.add(str(message))
            _show_notice(str(message))

    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = show_notice
        return _run_command(name, command, argv)


def _run_command(name: str, command: Command, argv: list[str]) -> int:
    plain = getattr(command, "plain", None)
    if plain is not None and argv and (options := plain(argv)) is not None:
        _resume_collection()
        return command.run(options)
    from holotype.cli.arguments import Parser

    parser = Parser(prog=f"holotype {name}", summary=command.HELP)
    filled = command.configure(parser)
    options = parser.parse_args(argv, filled and filled())
    _resume_collection()
    return command.run(options)


def _show_notice(message: str) -> None:
    """Write a warning of the library, such as that of an unknown format in a schema, as a sentence."""
    from holotype.reporting.printable import printable

    sys.stderr.write(f"holotype: notice: {printable(message)}\n")


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {summary}" for name, summary in COMMANDS.items()]
    return _HELP.format(commands="\n".join(lines), clean=EXIT_CLEAN, found=EXIT_FOUND, others=EXIT_CODES)


def _fail(sentence: str) -> int:
    from holotype.reporting.printable import printable

    sys.stderr.write(f"holotype: {printable(sentence, newlines=True)}\n")
    return EXIT_FAILED


def _debugging() -> bool:
    return os.environ.get("HOLOTYPE_DEBUG", "") not in ("", "0")


def _report_request(error: Exception) -> str:
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = "" if place is None else f" at {place.tb_frame.f_code.co_filename}:{place.tb_lineno}"
    return (
        f"this is a mistake of holotype itself: {type(error).__name__}{where}: {error}; "
        "please report it, with the input if you can (HOLOTYPE_DEBUG=1 shows the whole of it)"
    )


def _make_streams_printable() -> None:
    # A terminal that cannot show a character gets its escape, and a stream that was closed before we began
    # gets nothing, instead of an exception.
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # for the process
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_standard_output() -> None:
    # What is still buffered cannot be written; without this the interpreter would complain at its end.
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
