"""What the distribution holds: both packages whole, and nothing else."""

from __future__ import annotations

import email
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from .checkout import ROOT, files


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built.glob("*.whl")))


def test_the_wheel_holds_every_file_of_both_packages(wheel: zipfile.ZipFile) -> None:
    roots = ("src/", "generated/")
    expected = {name.split("/", 1)[1] for name in files() if name.startswith(roots)}
    assert expected
    assert {name for name in wheel.namelist() if ".dist-info/" not in name} == expected


def test_both_packages_are_typed(wheel: zipfile.ZipFile) -> None:
    assert {"holotype/py.typed", "mistral_batch_job/py.typed"} <= set(wheel.namelist())


def test_the_wheel_says_what_it_needs(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("METADATA"))
    metadata = email.message_from_bytes(wheel.read(name))
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    extras = {"completion", "generate", "judge", "progress", "testing", "yaml", "zstd"}
    assert set(metadata.get_all("Provides-Extra", [])) == extras
    core = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert sorted(line.split(">")[0] for line in core) == [
        "idna",
        "jsonschema-specifications",
        "msgspec",
        "platformdirs",
        "regex",
    ]


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        held = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert set(files()) - held <= {".gitignore"}
