"""`holotype compile`: one standalone validator from a schema."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from holotype.cli import EXIT_CODES
from holotype.cli.arguments import DOCUMENT, OneOf, named
from holotype.cli.ending import ending_in_order
from holotype.files import STANDARD_OUTPUT, OutputFile, descriptor_of, refuse_overwriting

if TYPE_CHECKING:
    import argparse

HELP: Final = "write one standalone validator from a schema"

_ABOUT: Final = """\
Writes a Python module with is_valid, is_clean, iter_errors, validate and strip. It
needs nothing but Python (and the library idna, where a format asks for it), not even
holotype. What the schema refers to is read from --document, from --documents or from
beside it; nothing is fetched."""

_EPILOG: Final = f"""\
examples:
  holotype compile order.json -o order_validator.py
  holotype compile order.json --document https://example.com/address.json=address.json
  python -c 'import order_validator; print(order_validator.is_valid({{}}))'

exit codes:
  0    the module is written
{EXIT_CODES}

more: docs/conformance.md (drafts, formats and patterns), docs/bounds.md"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.usage = "%(prog)s [OPTION...] SCHEMA"
    parser.description = _ABOUT
    parser.epilog = _EPILOG
    parser.add_argument("schema", metavar="SCHEMA", help='the file of a JSON Schema ("-": standard input)')
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=named,
        default="-",
        help="the module to write; a link of that name is replaced, not followed (default: standard output)",
    )
    parser.add_argument(
        "--document",
        metavar="URI=FILE",
        type=DOCUMENT,
        action="append",
        default=[],
        help="a further schema that references lead to, by a URI, absolute or as the reference is written; "
        "nothing is fetched (may be repeated)",
    )
    parser.add_argument(
        "--documents",
        metavar="FOLDER",
        type=named,
        action="append",
        default=[],
        help="where further schemas are looked for, by place and by $id, before those that stand beside the "
        "schema (may be repeated)",
    )
    parser.add_argument(
        "--nulls",
        metavar="reject|absent",
        type=OneOf("reject", "absent"),
        default="reject",
        help="what a null on an optional property that does not admit it is: an error (reject, the default), "
        "or the same as no property (absent)",
    )
    parser.add_argument(
        "--formats",
        metavar="assert|dialect",
        type=OneOf("assert", "dialect"),
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
    from holotype.compiler import compile_module, warn_of
    from holotype.documents.schema_files import SchemaFiles

    read = [arguments.schema, *(file for _, file in arguments.document)]
    refuse_overwriting([arguments.output], read, "the module")
    files = SchemaFiles(arguments.schema, dict(arguments.document), arguments.documents)
    with files.naming():
        compiled = compile_module(
            files.schema(),
            documents=files.given(),
            dialect=arguments.dialect,
            formats=arguments.formats,
            nulls=arguments.nulls,
            elsewhere=files,
        )
    refuse_overwriting([arguments.output], files.read(), "the module")
    warn_of(files.sentences(compiled.notices))
    source = compiled.source
    if descriptor_of(arguments.output) == STANDARD_OUTPUT:
        sys.stdout.write(source)
        return 0
    with ending_in_order(), OutputFile(arguments.output, "the module") as file:
        file.write(source)
        file.finish()
    return 0
