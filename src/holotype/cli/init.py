"""`holotype init`: a first contract beside a schema."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final

from holotype.cli import EXIT_CODES
from holotype.errors import ContractError

if TYPE_CHECKING:
    import argparse

HELP: Final = "write a first contract for a schema"

_ABOUT: Final = """\
Writes a contract beside the schema. It names the schema, its digest and a package to
generate; its comments say what else it can hold: rules between properties, severities,
and what to make of nulls. A contract that exists is never overwritten."""

_EPILOG: Final = f"""\
examples:
  holotype init schemas/order.json                  writes schemas/order.contract.toml
  holotype generate schemas/order.contract.toml     then writes the package

exit codes:
  0    the contract is written
{EXIT_CODES}

more: docs/contract.md (every key of a contract), docs/rules.md"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.usage = "%(prog)s SCHEMA"
    parser.description = _ABOUT
    parser.epilog = _EPILOG
    parser.add_argument("schema", metavar="SCHEMA", help="the file of a JSON Schema")


def run(arguments: argparse.Namespace) -> int:
    """Write the contract; 0.  Raises `HolotypeError` if it exists already or the schema cannot be used."""
    from shlex import quote

    from holotype.codegen.package import reserved_names
    from holotype.contract import first_contract
    from holotype.documents.sources import naming, read_schema
    from holotype.schema.resources import Schemas

    schema = read_schema(arguments.schema)
    with naming(arguments.schema):
        Schemas(schema, {})  # refuses what its metaschema refuses
    text = first_contract(schema, os.path.basename(arguments.schema), taken=reserved_names())
    file = re.sub(r"(\.schema)?\.(json|ya?ml)$", "", arguments.schema, flags=re.IGNORECASE) + ".contract.toml"
    try:
        with open(file, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise ContractError("this contract exists already; it is not overwritten", file) from None
    except OSError as error:
        raise ContractError(f"the contract cannot be written: {error.strerror or error}", file) from None
    from holotype.reporting.printable import printable

    written = f"{file}: written; look it over, then run: holotype generate {quote(file)}"
    sys.stdout.write(printable(written) + "\n")
    return 0
