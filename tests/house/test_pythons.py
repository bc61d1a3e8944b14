"""The Pythons that are claimed are looked for, also behind the stand-ins of version managers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .checkout import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CLAIMED = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
BASE = Path(getattr(sys, "_base_executable", sys.executable))


def find(wanted: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `.ci/python` where `folder` has the only Pythons on PATH, and nothing is installed elsewhere."""
    clean = {"HOME": str(folder), "XDG_DATA_HOME": "", "ASDF_DATA_DIR": "", "PYENV_ROOT": ""}
    return subprocess.run(
        [str(shutil.which("sh")), str(ROOT / ".ci" / "python"), wanted],
        env={**clean, "PATH": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """A folder with a name that stands for no Python, as a version manager leaves it there."""
    return script(tmp_path / "stand-ins" / f"python{HERE}", "echo no such version >&2; exit 127").parent


def test_a_stand_in_for_nothing_is_no_python(stand_in: Path) -> None:
    ended = find(HERE, stand_in)
    if "/opt/python/" in ended.stdout:
        pytest.skip("there is one in /opt/python")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"wanted: {HERE}" in ended.stderr


def test_a_python_behind_a_stand_in_that_works_is_named_itself(tmp_path: Path) -> None:
    script(tmp_path / f"python{HERE}", f'exec "{BASE}" "$@"')
    assert find(HERE, tmp_path).stdout.startswith(str(BASE.parent))


@pytest.mark.parametrize(
    ("variable", "place"),
    [
        ("PYENV_ROOT", "versions/{version}/bin/python"),
        ("ASDF_DATA_DIR", "installs/python/{version}/bin/python"),
        ("XDG_DATA_HOME", "mise/installs/python/{version}/bin/python"),
        ("XDG_DATA_HOME", "uv/python/cpython-{version}/bin/python"),
    ],
)
def test_a_python_below_the_root_of_a_version_manager_is_found(
    stand_in: Path, tmp_path: Path, variable: str, place: str
) -> None:
    script(tmp_path / "root" / place.format(version="0"), "exit 127")
    script(tmp_path / "root" / place.format(version="1"), f'exec "{BASE}" "$@"')
    ended = find(HERE, stand_in, **{variable: str(tmp_path / "root")})
    assert ended.stdout.startswith(str(BASE.parent)), ended.stderr


def test_a_python_of_another_version_than_its_name_says_is_not_taken(tmp_path: Path) -> None:
    script(tmp_path / "python3.99", f'exec "{BASE}" "$@"')
    assert find("3.99", tmp_path).returncode == 1


def test_every_version_that_is_claimed_is_looked_for() -> None:
    (looked_for,) = re.findall(r"for version in (3.*); do", (ROOT / ".ci/pythons").read_text("utf-8"))
    assert set(CLAIMED) <= set(looked_for.split())


def test_the_campaigns_of_every_night_run_on_every_version_that_is_claimed() -> None:
    workflow = (ROOT / ".github/workflows/fuzz.yml").read_text("utf-8")
    (matrix,) = re.findall(r"python: \[(.*)\]", workflow)
    assert re.findall(r"[\d.]+", matrix) == CLAIMED


def test_the_oldest_version_that_is_claimed_is_the_oldest_that_is_allowed() -> None:
    assert PROJECT["requires-python"] == f">={CLAIMED[0]}"


def test_the_tools_judge_by_the_oldest_version() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    assert tools["mypy"]["python_version"] == CLAIMED[0]
    assert tools["ruff"]["target-version"] == f"py{CLAIMED[0].replace('.', '')}"
