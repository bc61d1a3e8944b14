"""`holotype compile`: one standalone validator from a schema."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from holotype.cli.arguments import assignment, one_of
from holotype.errors import HolotypeError

if TYPE_CHECKING:
    import argparse

HELP: Final = "write one standalone validator from a schema"

_EXAMPLES: Final = """\
examples:
  holotype compile order.json -o order_validator.py
  holotype compile order.json --document https://example.com/address.json=address.json > order_validator.py

The module imports only the standard library; it has is_valid, is_clean, iter_errors, validate and strip."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    parser.add_argument("schema", metavar="SCHEMA", help='the file of a JSON Schema ("-": standard input)')
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="the module to write (default: standard output)"
    )
    parser.add_argument(
        "--document",
        metavar="URI=FILE",
        type=assignment,
        action="append",
        default=[],
        help="a further schema that references lead to; nothing is fetched (may be repeated)",
    )
    parser.add_argument(
        "--nulls",
        type=one_of("reject", "absent"),
        default="reject",
        help="what a null on an optional property that does not admit it is: an error (reject, the default), "
        "or the same as no property (absent)",
    )
    parser.add_argument(
        "--formats",
        type=one_of("assert", "dialect"),
        default="assert",
        help="check every format (assert, the default), or only where the schema's dialect says so (dialect)",
    )
    parser.add_argument(
        "--dialect",
        metavar="DIALECT",
        default=None,
        help="the dialect of schemas without $schema, by name (draft7) or by URI (default: 2020-12)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the module; 0.  Raises `HolotypeError` for a schema or a file that cannot be used."""
    from holotype.compiler import compile_source
    from holotype.documents.sources import naming, read_schema

    for file in (arguments.schema, *(file for _, file in arguments.document)):
        if arguments.output != "-" and os.path.realpath(file) == os.path.realpath(arguments.output):
            raise HolotypeError(f"{file}: the module cannot be written over the schema; name another file")
    schema = read_schema(arguments.schema)
    documents = {uri: read_schema(file) for uri, file in arguments.document}
    with naming(arguments.schema):
        source = compile_source(
            schema,
            documents=documents,
            dialect=arguments.dialect,
            formats=arguments.formats,
            nulls=arguments.nulls,
        )
    if arguments.output == "-":
        sys.stdout.write(source)
    else:
        _replace(arguments.output, source)
    return 0


def _replace(file: str, text: str) -> None:
    """Write the file whole or not at all."""
    import tempfile

    target = os.path.realpath(file)
    unfinished = ""
    try:
        if os.path.lexists(target) and not os.path.isfile(target):  # a device, a pipe; a folder fails here
            with open(target, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            return
        descriptor, unfinished = tempfile.mkstemp(prefix=".holotype.", dir=os.path.dirname(target))
        with open(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.chmod(unfinished, _mode(target))
        os.replace(unfinished, target)
    except OSError as error:
        if unfinished and os.path.exists(unfinished):
            os.unlink(unfinished)
        raise HolotypeError(f"{file}: cannot be written: {error.strerror or error}") from None


def _mode(target: str) -> int:
    """The mode of the file that is replaced, else that of any new file."""
    try:
        return os.stat(target).st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
