"""The hooks as the README has them: pasted into a repository beside a clone, and run by the real tool."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from .checkout import ROOT, commit, copy_to, git, shell

README = (ROOT / "README.md").read_text("utf-8")
SECTION = README.partition("\n## As a pre-commit hook\n")[2].partition("\n## ")[0]
PLACE = re.compile(r"^(\S+?):\d+:\d+: ", re.M)
CONFIGURATION = ".pre-commit-config.yaml"
# What a repository has besides jobs, and what no schema of ours is for.
OTHERS = {
    "package.json": '{"name": "jobs"}\n',
    "docker-compose.yml": "services:\n  jobs:\n    image: jobs\n",
    ".github/workflows/ci.yml": "on: push\njobs: {}\n",
    "jobs/package.yaml": "name: jobs\n",
}


class Project(NamedTuple):
    """A repository that uses the hooks, with a home for pre-commit that nothing else uses."""

    folder: Path
    home: Path

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a shell script there, with all files in git's index."""
        git(self.folder, "add", "--all")
        # A hook of git that runs the tests says which repository it is about.
        mine = [f"export PRE_COMMIT_HOME='{self.home}' PRE_COMMIT_COLOR=never"]
        mine += [f"unset {name}" for name in os.environ if name.startswith("GIT_")]
        return shell("\n".join((*mine, script)), self.folder)

    def run_hook(self, *lines: str) -> subprocess.CompletedProcess[str]:
        """Run the hook that these lines configure, of the revision that is set up."""
        configuration = (self.folder / CONFIGURATION).read_text()
        repository = configuration.partition("      - ")[0]
        self.write(CONFIGURATION, repository + "      - " + "\n        ".join(lines) + "\n")
        return self.run("pre-commit run --all-files")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)


def job(**changes: object) -> str:
    good = json.loads((ROOT / "examples" / "jobs" / "success.json").read_bytes())
    return json.dumps({**good, **changes}, indent=2) + "\n"


def fenced(language: str) -> str:
    """The one block of this language in the section."""
    (text,) = re.findall(rf"^```{language}\n(.*?)^```$", SECTION, re.M | re.S)
    return str(text)


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, subprocess.CompletedProcess[str]]:
    """A repository with the README's snippet in it, and how the README's commands ended there."""
    beside = tmp_path_factory.mktemp("beside")
    copy_to(beside / "holotype")
    project = Project(beside / "project", tmp_path_factory.mktemp("home"))
    for name, text in OTHERS.items():
        project.write(name, text)
    project.write("jobs/good.json", job())
    project.write("jobs/broken.json", job(status="DONE"))
    project.write(CONFIGURATION, fenced("yaml"))
    commit(project.folder)
    ended = project.run(fenced("sh"))
    (project.folder / "jobs" / "broken.json").unlink()
    commit(project.folder)
    return project, ended


@pytest.fixture
def project(pasted: tuple[Project, object]) -> Iterator[Project]:
    """The repository without the broken job, for one test."""
    yield pasted[0]
    git(pasted[0].folder, "reset", "--quiet", "--hard")


def said(ended: subprocess.CompletedProcess[str], code: int) -> str:
    """What was said in a run that ended with this exit code."""
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended.stdout


def test_the_snippet_finds_the_broken_job_and_nothing_else(
    pasted: tuple[Project, subprocess.CompletedProcess[str]],
) -> None:
    project, ended = pasted
    output = said(ended, 1)
    assert PLACE.findall(output) == ["jobs/broken.json"]
    assert "- exit code: 1" in output
    assert "in 1 of 2 files" in output
    revision = git(project.folder.parent / "holotype", "rev-parse", "HEAD").strip()
    assert f"rev: {revision} " in (project.folder / CONFIGURATION).read_text()


def test_good_jobs_pass(project: Project) -> None:
    hook = fenced("yaml").partition("      - ")[2].split("\n        ")
    assert "Passed" in said(project.run_hook(*map(str.rstrip, hook)), 0)


def test_what_cannot_be_done_is_exit_code_2(project: Project) -> None:
    lines = ("id: holotype-validate", "args: [--schema, missing.json]", "files: ^jobs/")
    output = said(project.run_hook(*lines), 1)
    assert "- exit code: 2" in output
    assert "missing.json" in output


def test_a_configuration_says_what_is_checked_whatever_its_suffix(project: Project) -> None:
    project.write("holotype.toml", '[[check]]\nfiles = ["logs/*.log"]\ninput_format = "jsonl"\n')
    project.write("logs/jobs.log", json.dumps(json.loads(job(status="DONE"))) + "\n")
    output = said(project.run_hook("id: holotype-validate"), 1)
    assert PLACE.findall(output) == ["logs/jobs.log"]


@pytest.mark.parametrize("arguments", ["", "args: [--configured-only]"])
def test_without_a_configuration_and_a_schema_nothing_is_checked(project: Project, arguments: str) -> None:
    lines = ("id: holotype-validate", *filter(None, [arguments]), "verbose: true")
    assert "nothing is checked, for there is no configuration" in said(project.run_hook(*lines), 0)


def test_the_name_of_a_file_is_no_option(project: Project) -> None:
    project.write("--schema=missing.json", job())
    output = said(project.run_hook("id: holotype-validate", "verbose: true"), 0)
    assert "nothing is checked, for there is no configuration" in output


def test_a_repository_without_contracts_has_nothing_to_generate(project: Project) -> None:
    output = said(project.run_hook("id: holotype-generate", "verbose: true"), 0)
    assert "there is no *.contract.toml" in output


def test_a_generated_package_has_to_be_what_its_contract_gives(project: Project) -> None:
    for part in ("schemas/mistral", "generated/mistral_batch_job"):
        shutil.copytree(ROOT / part, project.folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    assert "Passed" in said(project.run_hook("id: holotype-generate"), 0)
    with (project.folder / "generated" / "mistral_batch_job" / "models.py").open("a") as models:
        models.write("\nEDITED = True\n")
    output = said(project.run_hook("id: holotype-generate"), 1)
    assert "- exit code: 1" in output
    assert "-EDITED = True" in output
