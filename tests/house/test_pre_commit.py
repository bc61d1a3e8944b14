"""The hooks, installed by the real pre-commit from this checkout into a fresh repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from .checkout import ROOT, commit, copy_to, git

pytestmark = pytest.mark.xdist_group("pre-commit")

GENERATED = "generated/mistral_batch_job"
CONFIGURATION = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: holotype-validate
        files: ^jobs/
      - id: holotype-generate
"""


class Project(NamedTuple):
    """A repository that uses the hooks, with a home for pre-commit that nothing else uses."""

    folder: Path
    home: Path

    def run(self, hook: str) -> subprocess.CompletedProcess[str]:
        git(self.folder, "add", "--all")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", hook, "--all-files", "--color", "never"],
            cwd=self.folder,
            env=environment | {"PRE_COMMIT_HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=False,
        )

    def write_job(self, **changes: object) -> None:
        job = json.loads((ROOT / "examples" / "jobs" / "success.json").read_bytes())
        (self.folder / "jobs" / "job.json").write_text(json.dumps({**job, **changes}, indent=2) + "\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    hooks = copy_to(tmp_path_factory.mktemp("hooks"))
    folder = tmp_path_factory.mktemp("project")
    (folder / ".pre-commit-config.yaml").write_text(
        CONFIGURATION.format(repository=hooks, revision=git(hooks, "rev-parse", "HEAD").strip())
    )
    for part in ("schemas/mistral", GENERATED):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "jobs").mkdir()
    project = Project(folder, tmp_path_factory.mktemp("home"))
    project.write_job()
    commit(folder)
    return project


def test_a_good_job_passes(project: Project) -> None:
    project.write_job()
    result = project.run("holotype-validate")
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_bad_job_is_refused_with_its_place(project: Project) -> None:
    project.write_job(status="DONE")
    result = project.run("holotype-validate")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "jobs/job.json:" in result.stdout
    assert "DONE" in result.stdout


def test_a_generated_package_as_generated_passes(project: Project) -> None:
    result = project.run("holotype-generate")
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_hand_edited_generated_file_is_refused_with_the_difference(project: Project) -> None:
    models = project.folder / GENERATED / "models.py"
    original = models.read_text("utf-8")
    models.write_text(original + "\nEDITED = True\n")
    try:
        result = project.run("holotype-generate")
    finally:
        models.write_text(original)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "-EDITED = True" in result.stdout
