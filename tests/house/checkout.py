"""The files of this checkout, as a commit of the working tree would have them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def files() -> list[str]:
    """Paths from the root: what git tracks, and what it would track; skips what asks without git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout", allow_module_level=True)
    names = sorted(set(listing.stdout.split("\0")) - {""})
    return [name for name in names if (ROOT / name).is_file()]


def copy_to(folder: Path) -> Path:
    """The checkout, changes included, as the only commit of a new git repository in `folder`."""
    for name in files():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit everything in `folder`, which becomes a git repository if it is none."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "everything")


def git(folder: Path, *arguments: str) -> str:
    """Run git with an identity of its own, whatever the user's configuration says; return what it prints."""
    settings = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def shell(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script in `folder`, with the commands of this Python's environment first on PATH.

    Not under `-u`, which no reader's shell has, and which the `activate` of Python 3.12.1 does not survive.
    """
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.run(
        ["sh", "-e"],
        input=text,
        cwd=folder,
        env={**os.environ, "PATH": path, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
