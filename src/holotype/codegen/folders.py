"""The files of a package to its folder: all or none of them, and never into a folder that is not ours."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from difflib import unified_diff
from typing import Final

from holotype.codegen.atomic import locked
from holotype.codegen.workshop import CACHE, clear, left_behind, replace
from holotype.errors import HolotypeError

MARKER: Final = "HOLOTYPE_PACKAGE = True"


class PackageError(HolotypeError):
    """A package cannot be written where it should be."""


def write(folder: str, files: Mapping[str, str]) -> bool:
    """Write `files` as the package in `folder`; False if that is what stands there already.

    The new package is made beside the old one and takes its place at once.  Whatever fails before, the old
    one stays whole.  Files of other names that stand in the folder are kept.  What runs that were killed have
    left beside it is cleared away; without locks, where a run may be at work there, only if the package is
    missing.  Raises `PackageError` for a folder that is not a generated package, and for what the system
    refuses.
    """
    target = os.path.realpath(folder)
    parent = os.path.dirname(target)
    try:
        _check_ownership(target, folder)
        if _is_current(target, files) and not left_behind(target):
            return False
        os.makedirs(parent, exist_ok=True)
        with locked(parent) as alone:
            for workshop in left_behind(target):
                if alone or not os.path.lexists(target):
                    clear(workshop, target, files)
            _check_ownership(target, folder)
            if _is_current(target, files):
                return False
            replace(target, files)
    except OSError as error:
        raise PackageError(
            f"{folder}: the package cannot be written, and what was there is unchanged: "
            f"{error.strerror or error} ({error.filename or folder})"
        ) from None
    return True


def drift(folder: str, files: Mapping[str, str]) -> str:
    """The unified diff from the package in `folder` to `files`; empty when there is no difference.

    Raises `PackageError` for a folder that is not a generated package or cannot be read.
    """
    try:
        _check_ownership(os.path.realpath(folder), folder)
        found = {name: _read(os.path.join(folder, name)) for name in files}
    except OSError as error:
        raise PackageError(f"{error.filename or folder}: cannot be read: {error.strerror or error}") from None
    differences: list[str] = []
    for name, new in sorted(files.items()):
        old = found[name]
        if old == new:
            continue
        path = f"{folder}/{name}"
        before, after = ("/dev/null" if old is None else f"{path} (as it is)"), f"{path} (as generated)"
        differences += (
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in unified_diff(_lines(old or ""), _lines(new), before, after)
        )
        if not new and old is None:
            differences.append(f"--- /dev/null\n+++ {after}\n")
    return "".join(differences)


def _lines(text: str) -> list[str]:
    # Only at "\n": other line ends are what a difference may be about.
    return [f"{line}\n" for line in text.split("\n")[:-1]] + (
        [rest] if (rest := text.rpartition("\n")[2]) else []
    )


def _read(path: str) -> str | None:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe, for one, would be waited for
            raise PackageError(f"{path}: not a file, and a generated one belongs there; move it away")
        with open(path, encoding="utf-8", errors="backslashreplace", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _check_ownership(target: str, shown: str) -> None:
    """Whether `target` may be replaced: it is a generated package, an empty folder, or not there."""
    if not os.path.lexists(target):
        return
    if not os.path.isdir(target):
        raise PackageError(f"{shown}: a file stands where the package belongs; it is not overwritten")
    entries = [entry for entry in os.listdir(target) if entry != CACHE]
    if entries and MARKER not in (_read(os.path.join(target, "__init__.py")) or "").splitlines():
        raise PackageError(
            f"{shown}: this folder was not generated (its __init__.py has no line {MARKER!r}), so it is not "
            "overwritten; choose another package.path in the contract, or move the folder away"
        )


def _is_current(target: str, files: Mapping[str, str]) -> bool:
    return {name: _read(os.path.join(target, name)) for name in files} == files
