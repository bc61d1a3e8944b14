"""The wall time of pre-commit's hooks, ours beside check-jsonschema's: setting one up, and a run of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.jobs import SCHEMA, jobs, without_nulls
from benchmarks.measure import Command, Run, commands, table, timing
from benchmarks.peers import script

ROOT = Path(__file__).parents[1]
JOBS = 100
# The round before these, which is not counted, fills pip's cache.
SETTING_UP, RUNNING = 3, 10

CONFIGURATION = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: {hook}
        args: [{option}, {schema}]
        files: ^jobs/
"""
NO_HOOK = """\
repos:
  - repo: local
    hooks: [{id: nothing, name: nothing, language: system, entry: "true", files: ^jobs/}]
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        peer = check_jsonschema(Path(folder))
        configurations = {
            "pre-commit, with a hook that does nothing": NO_HOOK,
            "holotype-validate (rules included)": configuration(
                ROOT, "holotype-validate", "--schema", "mistral_batch_job"
            ),
            "check-jsonschema": configuration(
                peer, "check-jsonschema", "--schemafile", "schemas/batch-job.json"
            ),
        }
        projects = {
            name: project(Path(folder, str(number)), text)
            for number, (name, text) in enumerate(configurations.items())
        }
        show(
            "setting up", commands(subjects(projects, "rm -rf home && pre_commit install-hooks"), SETTING_UP)
        )
        show(f"a run, {JOBS} files", commands(subjects(projects, "pre_commit run --all-files"), RUNNING))


def check_jsonschema(folder: Path) -> Path:
    """A repository with check-jsonschema's hooks, made of its source distribution, where they are, too."""
    name, release = "check-jsonschema", version("check-jsonschema")
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
    subprocess.run([*download, f"--dest={folder}", f"{name}=={release}"], check=True)
    (archive,) = folder.glob("*.tar.gz")
    shutil.unpack_archive(archive, folder, filter="data")
    unpacked = folder / archive.name.removesuffix(".tar.gz")
    commit(unpacked)
    return unpacked


def project(folder: Path, text: str) -> Path:
    """A repository with the jobs and one hook, which is set up for it alone."""
    (folder / "jobs").mkdir(parents=True)
    for number, job in enumerate(jobs(JOBS)):
        (folder / "jobs" / f"{number}.json").write_text(json.dumps(without_nulls(job), indent=2))
    (folder / "schemas").mkdir()
    shutil.copy(SCHEMA, folder / "schemas")
    (folder / ".gitignore").write_text("/home/\n")
    (folder / ".pre-commit-config.yaml").write_text(text)
    commit(folder)
    return folder


def configuration(repository: Path, hook: str, option: str, schema: str) -> str:
    return CONFIGURATION.format(
        repository=repository,
        revision=git(repository, "rev-parse", "HEAD"),
        hook=hook,
        option=option,
        schema=schema,
    )


def subjects(projects: dict[str, Path], line: str) -> dict[str, Command]:
    """The line of shell in each project, `pre_commit` being pre-commit with a home of the project's own."""
    line = f'cd "$1"; pre_commit() {{ PRE_COMMIT_HOME="$PWD/home" "$0" "$@"; }}; {line}'
    return {
        name: Command(["sh", "-c", line, script("pre-commit"), str(folder)])
        for name, folder in projects.items()
    }


def commit(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(
        folder,
        "-c",
        "user.name=Benchmark",
        "-c",
        "user.email=b@example.org",
        "commit",
        "--quiet",
        "-m",
        "all",
    )


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", folder, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def show(title: str, runs: dict[str, list[Run]]) -> None:
    timings = {name: timing(each) for name, each in runs.items()}
    ours = timings["holotype-validate (rules included)"].median
    table(
        f"{title} (seconds, median and best)",
        ("hook", "median", "best", "/ ours"),
        [
            (name, f"{time.median:.2f}", f"{time.best:.2f}", f"{time.median / ours:.2f}")
            for name, time in timings.items()
        ],
    )


if __name__ == "__main__":
    main()
