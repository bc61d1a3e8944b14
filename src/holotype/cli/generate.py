"""`holotype generate`: the packages that contracts describe, written or compared."""

from __future__ import annotations

import os
import sys
import warnings
from typing import TYPE_CHECKING, Final

from holotype.cli import EXIT_CODES
from holotype.errors import ContractError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from holotype.codegen.package import Package
    from holotype.contract import Contract

HELP: Final = "write the packages that contracts describe"

_SUFFIX: Final = ".contract.toml"
_ABOUT: Final = f"""\
Writes for each contract a package: typed models, a codec, a validator and a page of
documentation, none of which imports holotype. Without names, it takes every
*{_SUFFIX} under the current folder that git does not ignore. A package is written whole
or not at all, and only into a folder that was generated before, that is empty or that
does not exist. It needs the extra `generate`."""

_EPILOG: Final = f"""\
A package stays within the repository that the contract is in, or below the contract's
folder where there is none, unless --outside is given.

examples:
  holotype generate                                  every contract under this folder
  holotype generate schemas/orders.contract.toml     one package
  holotype generate --check                          what generating would change

exit codes:
  0    everything is written, or was up to date; --check: or there is no contract
  1    --check found a package that is not what its contract and schema give
{EXIT_CODES}

more: docs/contract.md (every key of a contract), docs/rules.md"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.usage = "%(prog)s [OPTION...] [CONTRACT...]"
    parser.description = _ABOUT
    parser.epilog = _EPILOG
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
    parser.add_argument(
        "--outside",
        action="store_true",
        help="let contracts name package folders outside of their repository, or not below themselves where "
        "there is none",
    )


def run(arguments: argparse.Namespace) -> int:
    """0: everything is up to date or was written; 1: `--check` found a difference.

    Nothing is written unless every contract could be worked on.  Raises `HolotypeError` otherwise, and where
    there is no contract; `--check` passes there, as a hook has to in a repository that has none.
    """
    contracts = arguments.contracts or list(_find_contracts())
    if not contracts:
        missing = f"there is no *{_SUFFIX} under this folder"
        if arguments.check:
            sys.stderr.write(f"holotype: notice: nothing is checked, for {missing}\n")
            return 0
        raise ContractError(
            f"{missing}; name a contract, or write a first one with: holotype init SCHEMA", os.getcwd()
        )
    packages = _render(contracts, outside=arguments.outside)
    return _check(packages) if arguments.check else _write(packages)


def _render(contracts: Sequence[str], *, outside: bool) -> list[Package]:
    from holotype.codegen.package import Package, render
    from holotype.documents.sources import naming, read_contract

    packages: list[Package] = []
    owners: dict[str, str] = {}
    for file in contracts:
        contract, schema = read_contract(file)
        folder = os.path.realpath(contract.package_path)
        _check_place(folder, contract, outside=outside)
        if owners.setdefault(folder, file) != file:
            raise ContractError(
                f"{contract.package_path} is the package of {owners[folder]}, too; give each its own",
                file,
                "package.path",
            )
        with naming(contract.schema_file):
            packages.append(Package(contract.package_path, render(contract, schema)))
    return packages


def _check_place(folder: str, contract: Contract, *, outside: bool) -> None:
    """Raise `ContractError` for a package in a place that a contract may not, or not by itself, choose."""
    from holotype.codegen.workshop import CACHE
    from holotype.contract import located
    from holotype.git import repository_of

    home = os.path.realpath(os.path.dirname(contract.file))
    repository = repository_of(home)
    files = (contract.file, contract.schema_file)
    below = folder.removeprefix(repository or home).lower().split(os.sep)
    owned = [each for each in files if any(_is_within(place, folder) for place in _places(each))]
    if owned:
        problem = f"the package would own the folder that {owned[0]} is in; name a folder of its own"
    elif ".git" in below:
        problem = "the folder .git is git's own; name another"
    elif CACHE in below:
        problem = f"a folder {CACHE} is Python's own, which anybody may remove; name another"
    elif not outside and not _is_within(folder, repository or home):
        bound = f"the repository, {repository}" if repository else f"the contract's folder, {home}"
        problem = (
            f"this leads to {folder}, outside of {bound}; if you trust the contract, allow it by --outside"
        )
    else:
        return
    raise located(ContractError(problem, key="package.path"), contract)


def _places(file: str) -> tuple[str, str]:
    """Where a file stands and, if it is a link, where what it leads to stands."""
    folder, name = os.path.split(file)
    return os.path.join(os.path.realpath(folder), name), os.path.realpath(file)


def _is_within(path: str, folder: str) -> bool:
    return os.path.normcase(path).startswith(os.path.join(os.path.normcase(folder), ""))


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
    from holotype.git import Unanswered, listed

    found = None
    try:
        found = listed(f"*{_SUFFIX}")
    except Unanswered as problem:
        warnings.warn(f"{problem}; what it ignores is looked at", stacklevel=2)
    return iter(sorted(_walked() if found is None else found))


def _walked() -> Iterator[str]:
    for folder, folders, files in os.walk("."):
        folders[:] = [each for each in folders if not each.startswith(".")]
        yield from (os.path.normpath(os.path.join(folder, each)) for each in files if each.endswith(_SUFFIX))
