"""`holotype generate`: the packages that contracts describe, written or compared."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from holotype.errors import ContractError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from holotype.codegen.package import Package

HELP: Final = "write the packages that contracts describe"

_SUFFIX: Final = ".contract.toml"
_EXAMPLES: Final = """\
examples:
  holotype generate                                  every *.contract.toml under this folder
  holotype generate schemas/orders.contract.toml     one package
  holotype generate --check                          show what generating would change; then exit code 1

A package is written whole or not at all, and only into a folder that was generated before, that is empty or
that does not exist."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "contracts",
        nargs="*",
        metavar="CONTRACT",
        help=f"a contract; without any, every *{_SUFFIX} under the current folder that git does not ignore",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; print the unified diff from the packages as they are to what would be written",
    )


def run(arguments: argparse.Namespace) -> int:
    """0: everything is up to date or was written; 1: `--check` found a difference.

    Nothing is written unless every contract could be worked on.  Raises `HolotypeError` otherwise.
    """
    contracts = arguments.contracts or list(_find_contracts())
    if not contracts:
        raise ContractError(
            f"there is no *{_SUFFIX} under this folder; name a contract, or write a first one with: "
            "holotype init SCHEMA",
            os.getcwd(),
        )
    packages = _render(contracts)
    return _check(packages) if arguments.check else _write(packages)


def _render(contracts: Sequence[str]) -> list[Package]:
    from holotype.codegen.package import Package, render
    from holotype.documents.sources import naming, read_contract

    packages: list[Package] = []
    owners: dict[str, str] = {}
    for file in contracts:
        contract, schema = read_contract(file)
        folder = os.path.realpath(contract.package_path)
        if owners.setdefault(folder, file) != file:
            raise ContractError(
                f"{contract.package_path} is the package of {owners[folder]}, too; give each its own",
                file,
                "package.path",
            )
        with naming(contract.schema_file):
            packages.append(Package(contract.package_path, render(contract, schema)))
    return packages


def _write(packages: Sequence[Package]) -> int:
    from holotype.codegen.folders import write
    from holotype.reporting.printable import printable

    for package in packages:
        changed = write(package.folder, package.files)
        sys.stdout.write(f"{printable(package.folder)}: {'written' if changed else 'up to date'}\n")
    return 0


def _check(packages: Sequence[Package]) -> int:
    from holotype.codegen.folders import drift
    from holotype.reporting.printable import printable

    stale: list[str] = []
    for package in packages:
        difference = drift(package.folder, package.files)
        if difference:
            stale.append(package.folder)
            sys.stdout.write(printable(difference, newlines=True))
    for folder in stale:
        sys.stderr.write(
            f"{printable(folder)}: not what its contract and schema generate; run: holotype generate\n"
        )
    return 1 if stale else 0


def _find_contracts() -> Iterator[str]:
    """Contracts under the current folder, in order: by git, which knows what it ignores, else by walking."""
    listed = _listed_by_git()
    return iter(sorted(_walked() if listed is None else listed))


def _listed_by_git() -> list[str] | None:
    import subprocess

    # The repository may come with a configuration, whose monitor is a program that git would run.
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others"]
    command += ["--exclude-standard", "--", f"*{_SUFFIX}"]
    try:
        found = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    if found.returncode != 0:
        return None  # no repository
    names = {os.fsdecode(name) for name in found.stdout.split(b"\0") if name}
    return [name for name in names if os.path.isfile(name)]  # one in the index may be gone


def _walked() -> Iterator[str]:
    for folder, folders, files in os.walk("."):
        folders[:] = [each for each in folders if not each.startswith(".")]
        yield from (os.path.normpath(os.path.join(folder, each)) for each in files if each.endswith(_SUFFIX))
