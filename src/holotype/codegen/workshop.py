"""The folder beside a package in which its next version is made, and how it ends, also after a kill.

A workshop holds a record and `new`, the package in the making: the files of the package, and links to what
else stands in its folder.  When `new` is complete, so is the record, and the two folders change places.
Where they cannot do that at once the package becomes `old`, then `new` the package.  How a workshop ends
depends on nothing but what is found in it, so that a later run can do what a killed one could not.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import tempfile
import warnings
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from holotype.codegen.atomic import exchange

CACHE: Final = "__pycache__"
"""What Python makes of the files; it is not carried over: by date and size alone, it may seem up to date."""

_RECORD: Final = "holotype-generate.json"
_NEW: Final = "new"
_OLD: Final = "old"
# What systems say where a file system has no links, or none to this file; and for what is gone meanwhile.
_NO_LINKS: Final = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.ENOENT)


def replace(target: str, files: Mapping[str, str]) -> None:
    """Put a package of `files` in the place of `target`, or there if nothing stands there.

    Modes and owners of what is replaced are kept.  Raises `OSError`; then the package is what it was.
    """
    parent, name = os.path.split(target)
    workshop = tempfile.mkdtemp(prefix=_prefix(name), dir=parent)
    new, old = os.path.join(workshop, _NEW), os.path.join(workshop, _OLD)
    try:
        _make(workshop, target, files)
        if not os.path.isdir(target):
            os.rename(new, target)
        elif not exchange(new, target):
            os.rename(target, old)
            os.rename(new, target)
    finally:
        clear(workshop, target, files)


def left_behind(target: str) -> list[str]:
    """The workshops that stand beside `target`: of runs that were killed, and of those that are not done."""
    parent, name = os.path.split(target)
    try:
        with os.scandir(parent) as entries:
            named = [
                each.path for each in entries if each.name.startswith(_prefix(name)) and _is_folder(each)
            ]
    except FileNotFoundError:
        return []
    return [each for each in named if _is_workshop(each)]


def clear(workshop: str, target: str, names: Container[str]) -> None:
    """Remove a workshop in which nobody works, and bring to `target` what is not ours and is not there yet.

    `names` are those of the files that are ours.  A package that has lost its place returns to it.  What
    cannot be moved or removed stays, and is warned of.
    """
    try:
        carried = _read_record(workshop)
        for name in (_OLD, _NEW):
            folder = os.path.join(workshop, name)
            if not _is_folder_itself(folder):
                continue
            entries = list(_entries(folder))
            if name == _NEW and carried.get("", _inode(folder)) == _inode(folder):
                pass  # It was never the package: what is not ours in it is a link.
            elif not os.path.lexists(target):
                os.rename(folder, target)
                continue
            else:
                # What was carried over is in the package if the package is the one that was made here.
                _settle(folder, target, entries, names, carried if carried.get("") == _inode(target) else {})
            _remove(folder, entries)
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(workshop, _RECORD))
        os.rmdir(workshop)
    except OSError as error:
        warnings.warn(
            f"{workshop}: left by `holotype generate`, and it cannot be removed: {error.strerror or error} "
            f"({error.filename}); bring what is yours in it to {target}, then remove it",
            stacklevel=2,
        )


def _prefix(name: str) -> str:
    return f".{name}.holotype-"


def _is_workshop(folder: str) -> bool:
    try:
        # One that is empty has no record yet, or no longer.
        return not os.listdir(folder) or stat.S_ISREG(os.lstat(os.path.join(folder, _RECORD)).st_mode)
    except OSError:  # not ours, or of another user
        return False


def _make(workshop: str, target: str, files: Mapping[str, str]) -> None:
    new = os.path.join(workshop, _NEW)
    with open(os.path.join(workshop, _RECORD), "x", encoding="ascii") as record:
        os.mkdir(new)
        carried = {"": _inode(new)}
        if os.path.isdir(target):
            carried |= _carry(target, new, files)
        for name, text in files.items():
            path = os.path.join(new, name)
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            _make_alike(path, os.path.join(target, name))
        _make_alike(new, target)
        json.dump(carried, record)
        record.flush()
        os.fsync(record.fileno())


def _read_record(workshop: str) -> dict[str, int]:
    """The inodes of what was carried, by path, and as "" that of `new`; nothing before `new` was complete."""
    try:
        with open(os.path.join(workshop, _RECORD), encoding="ascii") as record:
            carried = json.load(record)
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    return carried if isinstance(carried, dict) else {}


def _carry(target: str, new: str, names: Container[str]) -> dict[str, int]:
    """Link into `new` all that is not ours in the package; what cannot be linked is moved after the exchange.

    Raises `OSError` for what could not be moved either, while nothing has changed.
    """
    _check_movable(target, target)
    carried: dict[str, int] = {}
    folders: list[str] = []
    for path, is_folder in _entries(target):
        if _is_ours(path, names):
            continue
        source, link = os.path.join(target, path), os.path.join(new, path)
        if is_folder:
            _check_movable(source, target)
            os.mkdir(link)
            folders.append(path)
        else:
            try:
                os.link(source, link, follow_symlinks=False)
            except NotImplementedError:
                continue
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                continue
        carried[path] = _inode(link)
    for path in reversed(folders):  # a folder after what is in it, which changes its time
        shutil.copystat(os.path.join(target, path), os.path.join(new, path))
        _make_alike(os.path.join(new, path), os.path.join(target, path))
    return carried


def _check_movable(folder: str, target: str) -> None:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
    if os.stat(folder).st_dev != os.stat(target).st_dev:
        raise OSError(errno.EXDEV, "something is mounted there", folder)


def _settle(
    folder: str,
    target: str,
    entries: Iterable[tuple[str, bool]],
    names: Container[str],
    carried: Mapping[str, int],
) -> None:
    """Move from a package that has lost its place what is not ours and is not in the package that has it."""
    for path, is_folder in entries:
        here, there = os.path.join(folder, path), os.path.join(target, path)
        if _is_ours(path, names) or not os.path.lexists(here):  # moved with the folder that it is in
            continue
        # What was carried over and is unchanged is in the package, or was removed from there since.
        if is_folder:
            if _is_folder_itself(there) or (path in carried and not os.path.lexists(there)):
                continue
        elif _inode(here) == carried.get(path):
            continue
        if os.path.lexists(there) and (is_folder or _inode(there) != carried.get(path)):
            raise FileExistsError(errno.EEXIST, "the package has another one", here)
        os.replace(here, there)


def _remove(folder: str, entries: Sequence[tuple[str, bool]]) -> None:
    """Remove a folder, and in it the entries that were seen, no others."""
    for path, is_folder in [*reversed(entries), ("", True)]:
        with suppress(FileNotFoundError):
            (os.rmdir if is_folder else os.unlink)(os.path.join(folder, path))


def _entries(folder: str) -> Iterator[tuple[str, bool]]:
    """All that is in a folder, by path, and whether it is one, too; a folder stands before what is in it."""
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        with os.scandir(os.path.join(folder, inner)) as found:
            entries = [(os.path.join(inner, each.name), _is_folder(each)) for each in found]
        waiting += [path for path, is_folder in entries if is_folder]
        yield from entries


def _is_ours(path: str, names: Container[str]) -> bool:
    return path in names or path.split(os.sep, 1)[0] == CACHE


def _make_alike(made: str, old: str) -> None:
    """Give a new file or folder the mode and, where the system lets us, the owner of the old one, if any."""
    try:
        was, now = os.lstat(old), os.lstat(made)
    except FileNotFoundError:
        return
    if stat.S_IFMT(was.st_mode) != stat.S_IFMT(now.st_mode):  # a link, whose own mode says nothing
        return
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        with suppress(PermissionError):
            os.chown(made, was.st_uid, was.st_gid)
    os.chmod(made, stat.S_IMODE(was.st_mode))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _is_folder_itself(path: str) -> bool:
    """Whether it is a folder and no link to one, which may lead anywhere."""
    return os.path.isdir(path) and not os.path.islink(path)


def _inode(path: str) -> int:
    return os.lstat(path).st_ino
