"""The repository that is checked runs no code: what docs/trust.md promises, held against hostile ones."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
from pathlib import Path

import pytest

import holotype
from holotype.checking.validators import bundled_validator
from tests.checking.hostile import hostile_package
from tests.cli.running import COMMAND

CLEAN, REFUSED = 0, 2
# What is said of a document without an id by the schema of a hostile package; its code would find nothing.
FOUND = 'doc.json:1:1: error: the required property "id" is missing'


class Repository:
    """A repository with a document, where anything that runs leaves `canary`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "repository"
        self.outside = folder / "outside"
        self.canary = folder / "canary"
        (self.folder / ".git").mkdir(parents=True)
        self.write("doc.json", "{}")

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def configure(self, schema: str) -> None:
        self.write("holotype.toml", f"[[check]]\nfiles = ['doc.json']\nschema = '{schema}'\n")

    def package(self, folder: str | Path) -> Path:
        return hostile_package(self.folder / folder, self.canary)

    def run(self, *arguments: str, command: list[str] = COMMAND, path: str = "") -> tuple[int, str]:
        """Run the command in the repository: its exit code, and all that it says."""
        ended = subprocess.run(
            [*command, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )
        return ended.returncode, ended.stdout

    @property
    def has_run_code(self) -> bool:
        return self.canary.exists()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own, whose library folder a test can write to; it has what ours has."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    ours = [str(Path(holotype.__file__).parents[1])]
    ours += [entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]
    (library(folder) / "ours.pth").write_text("\n".join(ours) + "\n")
    return folder


def library(environment: Path) -> Path:
    (found,) = environment.glob("lib/python*/site-packages")
    return found


def command_of(environment: Path) -> list[str]:
    return [str(environment / "bin" / "python"), *COMMAND[1:]]


@pytest.mark.parametrize("schema", ["tools", "{folder}/tools"])
def test_a_folder_that_a_configuration_names_is_compiled(repository: Repository, schema: str) -> None:
    repository.package("tools")
    repository.configure(schema.format(folder=repository.folder))
    code, said = repository.run("validate")
    assert (code, FOUND in said) == (1, True)
    assert not repository.has_run_code


def test_a_folder_outside_of_the_repository_is_compiled_too(repository: Repository) -> None:
    repository.package(repository.outside / "tools")
    repository.configure("../outside/tools")
    assert FOUND in repository.run("validate")[1]
    assert not repository.has_run_code


def test_a_folder_that_a_person_names_is_executed(repository: Repository) -> None:
    repository.package("tools")
    assert repository.run("validate", "--schema", "tools", "doc.json")[0] == CLEAN
    assert repository.has_run_code


def test_a_module_that_is_importable_from_the_repository_is_compiled(repository: Repository) -> None:
    repository.write("src/parent/__init__.py", f"open({str(repository.canary)!r}, 'a').close()")
    repository.package("src/parent/tools")
    repository.configure("parent.tools")
    code, said = repository.run("validate", path=str(repository.folder / "src"))
    assert (code, FOUND in said) == (1, True)
    assert not repository.has_run_code


@pytest.mark.parametrize("named", ["configuration", "person"])
def test_a_name_is_looked_up_without_importing_its_parents(repository: Repository, named: str) -> None:
    repository.configure("this.x")
    arguments = ["--schema", "this.x", "doc.json"] if named == "person" else []
    code, said = repository.run("validate", *arguments)
    assert (code, "Zen of Python" in said) == (REFUSED, False)
    place = "" if named == "person" else "holotype.toml: check[1].schema: "
    assert said.startswith(f"holotype: {place}there is no ")


@pytest.mark.parametrize("reached", ["by its path", "by a link"])
def test_a_package_in_the_library_folder_is_executed_for_a_configuration(
    repository: Repository, environment: Path, reached: str
) -> None:
    name = f"installed_{reached[-4:]}"
    hostile_package(library(environment) / name, repository.canary)
    repository.outside.symlink_to(library(environment))
    repository.configure(name)
    path = str(repository.outside) if reached == "by a link" else ""
    assert repository.run("validate", command=command_of(environment), path=path)[0] == CLEAN
    assert repository.has_run_code


def test_a_folder_whose_name_only_begins_like_a_library_folder_is_none(
    repository: Repository, environment: Path
) -> None:
    beside = Path(f"{library(environment)}-too")
    hostile_package(beside / "beside_one", repository.canary)
    repository.configure("beside_one")
    assert FOUND in repository.run("validate", command=command_of(environment), path=str(beside))[1]
    assert not repository.has_run_code


def test_a_link_in_the_library_folder_does_not_make_a_library(
    repository: Repository, environment: Path
) -> None:
    (library(environment) / "linked_one").symlink_to(repository.package("tools"))
    repository.configure("linked_one")
    assert FOUND in repository.run("validate", command=command_of(environment))[1]
    assert not repository.has_run_code


def test_a_linked_file_in_the_library_folder_does_not_make_a_library(
    repository: Repository, environment: Path
) -> None:
    package = hostile_package(library(environment) / "half_linked", repository.canary)
    (package / "validator.py").unlink()
    (package / "validator.py").symlink_to(repository.package("tools") / "validator.py")
    repository.configure("half_linked")
    assert FOUND in repository.run("validate", command=command_of(environment))[1]
    assert not repository.has_run_code


def test_a_path_file_in_the_library_folder_does_not_make_a_library(
    repository: Repository, environment: Path
) -> None:
    repository.package("src/editable_one")
    (library(environment) / "editable.pth").write_text(f"{repository.folder / 'src'}\n")
    repository.configure("editable_one")
    assert FOUND in repository.run("validate", command=command_of(environment))[1]
    assert not repository.has_run_code


def test_a_link_to_a_library_does_not_bring_its_own_bytecode(
    repository: Repository, environment: Path
) -> None:
    harmless = hostile_package(library(environment) / "target_one", repository.outside)
    package = repository.package("src/borrower")
    py_compile.compile(
        str(package / "validator.py"), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
    )
    (package / "validator.py").unlink()
    (package / "validator.py").symlink_to(harmless / "validator.py")
    repository.configure("borrower")
    _, said = repository.run("validate", command=command_of(environment), path=str(repository.folder / "src"))
    assert FOUND in said
    assert not repository.has_run_code


HOOK = """\
import importlib.util, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "hooked_one":
            return importlib.util.spec_from_file_location(
                name, {file!r}, submodule_search_locations=[{folder!r}]
            )
sys.meta_path.append(Finder())
"""


def test_what_only_an_import_hook_finds_is_found_for_a_person_and_not_for_a_configuration(
    repository: Repository, environment: Path
) -> None:
    package = repository.package("lib/hooked")
    hook = HOOK.format(file=str(package / "__init__.py"), folder=str(package))
    (library(environment) / "editable_hook.py").write_text(hook)
    (library(environment) / "editable_hook.pth").write_text("import editable_hook\n")
    repository.configure("hooked_one")
    code, said = repository.run("validate", command=command_of(environment))
    assert (code, repository.has_run_code) == (REFUSED, False)
    assert said.endswith("; one that only an import hook finds is named by its folder\n")
    arguments = ("validate", "--schema", "hooked_one", "doc.json")
    assert repository.run(*arguments, command=command_of(environment))[0] == CLEAN
    assert repository.has_run_code


@pytest.mark.parametrize(
    "arguments", [("--version",), ("validate", "doc.json"), ("validate", "--schema", "mistral_batch_job")]
)
def test_only_the_package_that_came_with_holotype_is_the_bundled_one(
    repository: Repository, arguments: tuple[str, ...]
) -> None:
    repository.package("mistral_batch_job")
    document = ["doc.json"] if "--schema" in arguments else []
    _, said = repository.run(*arguments, *document, path=str(repository.folder))
    assert "batch-job.json sha256 " in said or '"endpoint" is missing' in said
    assert not repository.has_run_code


def test_a_configuration_that_names_the_bundled_package_gets_the_one_that_came_with_holotype(
    repository: Repository,
) -> None:
    repository.package("mistral_batch_job")
    repository.configure("mistral_batch_job")
    assert '"endpoint" is missing' in repository.run("validate", path=str(repository.folder))[1]
    assert not repository.has_run_code


def test_a_folder_does_not_take_the_place_of_an_installed_package(
    repository: Repository, environment: Path
) -> None:
    hostile_package(library(environment) / "taken_one", repository.outside)
    repository.package("taken_one")
    # As the installed script, which does not have the current folder in front.
    command = [str(environment / "bin" / "python"), "-P", *COMMAND[1:]]
    code, said = repository.run("validate", "--schema", "taken_one", "doc.json", command=command)
    assert (code, repository.has_run_code) == (REFUSED, False)
    assert "a folder here is called so, and an installed package, " in said
    assert repository.run("validate", "--schema", "./taken_one", "doc.json", command=command)[0] == CLEAN
    assert repository.has_run_code


@pytest.mark.parametrize("name", ["__future__", "json", "jsonschema"])
def test_run_as_a_module_it_imports_nothing_from_the_current_folder(
    repository: Repository, name: str
) -> None:
    mark = f"open({str(repository.canary)!r}, 'a').close()\nraise SystemExit(99)\n"
    repository.write(f"{name}.py", mark)
    repository.write("order.json", '{"type": "object"}')
    command = [sys.executable, "-m", "holotype"]
    assert repository.run("validate", "--schema", "order.json", "doc.json", command=command)[0] == CLEAN
    assert not repository.has_run_code


def test_run_as_a_module_it_keeps_the_path_of_who_asked_for_no_current_folder(
    repository: Repository,
) -> None:
    repository.package("src/typed_one")
    command = [sys.executable, "-P", "-m", "holotype"]
    arguments = ("validate", "--schema", "typed_one", "doc.json")
    assert repository.run(*arguments, command=command, path=str(repository.folder / "src"))[0] == CLEAN


SPAWNING = """\
import sys
from holotype.checking import workers
from holotype.cli import main

workers.get_all_start_methods = lambda: ["spawn"]
if __name__ == "__main__":
    sys.exit(main())
"""


@pytest.mark.parametrize("name", ["multiprocessing", "pickle"])
def test_worker_processes_that_start_anew_import_nothing_from_the_current_folder(
    repository: Repository, name: str
) -> None:
    script = repository.folder.parent / "script.py"
    script.write_text(SPAWNING)
    mark = f"open({str(repository.canary)!r}, 'a').close()\n"
    repository.write(f"{name}.py", mark)
    repository.write("order.json", '{"type": "object"}')
    repository.write("other.json", "{}")
    arguments = ("validate", "--schema", "order.json", "--jobs", "2", "doc.json", "other.json")
    code, said = repository.run(*arguments, command=[sys.executable, str(script)])
    assert (code, said) == (CLEAN, "no errors in 2 files (2 instances checked)\n")
    assert not repository.has_run_code


# What asks git: for the contracts that there are, and for what it ignores in a folder.
ASKING = pytest.mark.parametrize(
    ("arguments", "said_then"),
    [
        (("generate",), "there is no *.contract.toml"),
        (("validate", "--schema", "order.json", "."), "no errors in 1 file (1 instance checked)\n"),
    ],
    ids=["generate", "validate"],
)


@ASKING
def test_the_monitor_that_a_repository_configures_is_not_run(
    repository: Repository, arguments: tuple[str, ...], said_then: str
) -> None:
    repository.write("order.json", "{}")
    monitor = repository.folder / "monitor.sh"
    monitor.write_text(f"#!/bin/sh\ntouch {repository.canary}\n")
    monitor.chmod(0o755)
    (repository.folder / ".git").rmdir()
    for command in (["init", "-q"], ["add", "."], ["config", "core.fsmonitor", str(monitor)]):
        subprocess.run(["git", *command], cwd=repository.folder, check=True)
    assert said_then in repository.run(*arguments)[1]
    assert not repository.has_run_code


@ASKING
def test_git_asks_nobody_for_what_a_repository_lacks(
    repository: Repository, arguments: tuple[str, ...], said_then: str
) -> None:
    repository.write("order.json", "{}")
    (repository.folder / ".git").rmdir()
    ignored = repository.folder / ".gitignore"
    ignored.write_text("x\n")

    def git(*command: str) -> str:
        return subprocess.run(
            ["git", *command], cwd=repository.folder, check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "-q")
    git("add", ".gitignore")
    missing = git("rev-parse", ":.gitignore")
    git("update-index", "--skip-worktree", ".gitignore")
    ignored.unlink()
    (repository.folder / ".git" / "objects" / missing[:2] / missing[2:]).unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": ".",
        "remote.origin.uploadpack": f"touch {repository.canary}; false",
    }.items():
        git("config", key, value)
    (repository.folder / "untracked").touch()
    assert said_then in repository.run(*arguments)[1]
    assert not repository.has_run_code


@pytest.mark.parametrize("lure", ["contract.json", "schema.json"])
def test_a_pipe_in_a_package_is_not_waited_for(repository: Repository, lure: str) -> None:
    file = repository.package("tools") / lure
    file.unlink()
    os.mkfifo(file)
    repository.configure("tools")
    code, said = repository.run("validate")
    assert (code, said.splitlines()[0].startswith("holotype: tools/contract.json: ")) == (REFUSED, True)


@pytest.mark.parametrize("name", ["tools.json", "tools.toml"])
def test_a_pipe_that_a_configuration_names_is_not_waited_for(repository: Repository, name: str) -> None:
    os.mkfifo(repository.folder / name)
    repository.configure(name)
    assert repository.run("validate") == (
        REFUSED,
        f"holotype: holotype.toml: check[1].schema: expected a regular file, which {name} is not\n",
    )


@pytest.mark.parametrize("lure", ["contract.json", "schema.json"])
def test_a_huge_file_in_a_package_is_refused(repository: Repository, lure: str) -> None:
    file = repository.package("tools") / lure
    os.truncate(file, 2**40)
    repository.configure("tools")
    code, said = repository.run("validate")
    assert (code, "larger than a schema can be" in said) == (REFUSED, True)


def test_the_schema_of_a_package_is_not_read_through_a_link_that_leaves(repository: Repository) -> None:
    package = repository.package("tools")
    (package / "schema.json").rename(repository.folder / "secret.json")
    (package / "schema.json").symlink_to(repository.folder / "secret.json")
    repository.configure("tools")
    code, said = repository.run("validate")
    assert code == REFUSED
    assert said.startswith(
        "holotype: tools/contract.json: schema: the schema of a generated package stands in"
    )


def test_the_bundled_package_stands_beside_holotype() -> None:
    assert Path(bundled_validator().text).is_file()


def test_files_that_look_like_a_repository_of_git_are_none(repository: Repository) -> None:
    # Committed in another repository, they would say which contracts are ignored, and more.
    subprocess.run(["git", "init", "-q", "--bare", "."], cwd=repository.folder, check=True)
    (repository.folder / ".git").rmdir()
    for key, value in {
        "core.bare": "false",
        "core.worktree": ".",
        "core.excludesFile": str(repository.folder / "ignored"),
    }.items():
        subprocess.run(["git", "config", key, value], cwd=repository.folder, check=True)
    repository.write("ignored", "*.toml\n")
    repository.write("order.contract.toml", "")
    code, said = repository.run("generate")
    assert code == REFUSED
    assert "order.contract.toml" in said
