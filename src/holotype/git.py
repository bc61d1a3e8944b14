"""What git says of files, asked so that nothing that a repository holds or configures is run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Final

from holotype.errors import HolotypeError

PATIENCE: Final = 20.0
"""Seconds for one answer: a pipe where git expects a file keeps it waiting for ever."""

# The repository may come with a configuration that names programs: a monitor, or who is asked for objects
# that are missing. It may be no more than files that are committed in another one.
_SETTINGS: Final = ("core.fsmonitor=false", "safe.bareRepository=explicit")
_NOBODY_ASKED: Final = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}
# What a hook of git is started with is about one repository, and relative to one folder.
_OF_ONE_REPOSITORY: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")


class Unanswered(HolotypeError):
    """There is a git, and a repository, and no answer; the text says why."""


def repository_of(folder: str) -> str | None:
    """The folder, links followed, of the repository that a folder is in; None where it is in none."""
    folder = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def ignored(folder: str, names: Iterable[str]) -> set[str]:
    """Those of the names, which are paths from the folder, that git ignores; tracked files it never does.

    They are all of the repository that the folder is in: none is in another one within it.  Where there is
    no git, or no repository, none is ignored.  Raises `Unanswered`.
    """
    repository = repository_of(folder)
    if repository is None:
        return set()
    # From the top, for a folder within may look like a repository itself. With "./" in front, for a name that
    # begins with a colon would be read as more than a name.
    prefix = os.path.join(os.curdir, os.path.relpath(os.path.realpath(folder), repository), "")
    asked = b"\0".join(os.fsencode(prefix + name) for name in names)
    answer = _answer(repository, ("check-ignore", "-z", "--stdin"), asked) or b""
    return {os.fsdecode(path).removeprefix(prefix) for path in answer.split(b"\0") if path}


def listed(pattern: str) -> list[str] | None:
    """The files beneath the current folder that git does not ignore, by a pattern of git's.

    None where there is no git, or no repository.  Raises `Unanswered`.
    """
    command = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern)
    answer = _answer(".", command)
    if answer is None:
        return None
    names = {os.fsdecode(name) for name in answer.split(b"\0") if name}
    return [name for name in names if os.path.isfile(name)]  # one in the index may be gone


def _answer(folder: str, arguments: Sequence[str], text: bytes = b"") -> bytes | None:
    import subprocess

    command = ["git", *(part for each in _SETTINGS for part in ("-c", each)), *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ONE_REPOSITORY}
    environment |= {**_NOBODY_ASKED, "LC_ALL": "C"}
    try:
        ended = subprocess.run(
            command, cwd=folder, env=environment, input=text, capture_output=True, timeout=PATIENCE
        )
    except OSError:  # there is no git
        return None
    except subprocess.TimeoutExpired:
        problem = f"no answer within {PATIENCE:g} seconds"
    else:
        if ended.returncode in (0, 1):  # 1: there is nothing to say
            return ended.stdout
        problem = ended.stderr.decode(errors="replace").partition("\n")[0]
        if "not a git repository" in problem:
            return None
    raise Unanswered(f"git does not say what it ignores in {folder}: {problem:.500}")
