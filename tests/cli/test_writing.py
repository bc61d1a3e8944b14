"""The commands that write: `holotype generate`, `holotype init` and `holotype compile`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from holotype.cli import main
from holotype.contract import digest

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Order",
    "type": "object",
    "properties": {"id": {"type": "string"}, "count": {"type": "integer", "minimum": 0}},
    "required": ["id"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside of any repository, current, with a schema in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "order.json").write_text(json.dumps(SCHEMA))
    return tmp_path


def contract(package: str = "order", sha256: str = digest(SCHEMA)) -> str:
    return (
        'schema = "order.json"\nid = "https://holotype.invalid/contracts/order"\n'
        f'[source]\nsha256 = "{sha256}"\n[package]\npath = "{package}"\nclass = "Order"\n'
    )


def test_generate_writes_a_package_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "order.contract.toml").write_text(contract())
    assert main(["generate", "order.contract.toml"]) == 0
    assert capsys.readouterr().out == "order: written\n"
    assert main(["generate", "order.contract.toml"]) == 0
    assert capsys.readouterr().out == "order: up to date\n"
    assert main(["generate", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_check_shows_the_difference_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "order.contract.toml").write_text(contract())
    assert main(["generate", "--check"]) == 1
    assert not (folder / "order").exists()
    main(["generate"])
    models = folder / "order" / "models.py"
    models.write_text(models.read_text().replace("count: int", "count: str") + "\x1b[31m")
    capsys.readouterr()
    assert main(["generate", "--check"]) == 1
    found = capsys.readouterr()
    assert "-    count: str | None = None\n+    count: int | None = None\n" in found.out
    assert "\\x1b[31m" in found.out
    assert found.err == "order: not what its contract and schema generate; run: holotype generate\n"
    assert "count: str" in models.read_text()


def test_a_changed_schema_stops_with_both_digests(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "order.contract.toml").write_text(contract(sha256="0" * 64))
    assert main(["generate"]) == 2
    message = capsys.readouterr().err
    assert "0" * 64 in message
    assert digest(SCHEMA) in message
    assert not (folder / "order").exists()


def test_nothing_is_written_when_one_contract_is_wrong(folder: Path) -> None:
    (folder / "a.contract.toml").write_text(contract())
    (folder / "b.contract.toml").write_text(contract("other", "0" * 64))
    assert main(["generate"]) == 2
    assert not (folder / "order").exists()


def test_two_contracts_cannot_share_a_package(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.contract.toml").write_text(contract())
    (folder / "b.contract.toml").write_text(contract())
    assert main(["generate"]) == 2
    assert "order is the package of a.contract.toml, too" in capsys.readouterr().err


def test_a_folder_without_contracts_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate"]) == 2
    assert "there is no *.contract.toml under this folder" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_folder_without_contracts_has_nothing_out_of_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--check"]) == 0
    assert capsys.readouterr() == (
        "",
        "holotype: notice: nothing is checked, for there is no *.contract.toml under this folder\n",
    )
    assert main(["generate", "--check", "missing.contract.toml"]) == 2


def test_a_folder_that_was_not_generated_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "order.contract.toml").write_text(contract())
    (folder / "order").mkdir()
    (folder / "order" / "mine.py").write_text("mine")
    assert main(["generate"]) == 2
    assert "was not generated" in capsys.readouterr().err
    assert os.listdir(folder / "order") == ["mine.py"]


@pytest.mark.parametrize("repository", ["", "above", "here", "by a file"])
def test_a_package_stays_within_the_repository_or_below_the_contract(
    folder: Path, capsys: pytest.CaptureFixture[str], repository: str
) -> None:
    here = folder / "a" / "b"
    here.mkdir(parents=True)
    (here / "order.json").write_text(json.dumps(SCHEMA))
    (here / "order.contract.toml").write_text(contract("../order"))
    if repository == "by a file":
        (here.parent / ".git").write_text("gitdir: elsewhere")
    elif repository:
        ((here.parent if repository == "above" else here) / ".git").mkdir()
    if repository in ("above", "by a file"):
        assert main(["generate", "a/b/order.contract.toml"]) == 0
        return
    bound = f"the repository, {here}" if repository else f"the contract's folder, {here}"
    for command in (["generate"], ["generate", "--check"]):
        assert main([*command, "a/b/order.contract.toml"]) == 2
        assert capsys.readouterr().err == (
            f"holotype: a/b/order.contract.toml:6: package.path: this leads to {here.parent / 'order'}, "
            f"outside of {bound}; if you trust the contract, allow it by --outside\n"
        )
    assert not (here.parent / "order").exists()
    assert main(["generate", "--outside", "a/b/order.contract.toml"]) == 0
    assert (here.parent / "order" / "models.py").exists()


@pytest.mark.parametrize("linked", ["order", "links/order"])
def test_a_link_leads_no_package_outside(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory, linked: str
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "order"
    outside.mkdir()
    (folder / ".git").mkdir()
    (folder / linked).parent.mkdir(exist_ok=True)
    (folder / linked).symlink_to(outside)
    (folder / "order.contract.toml").write_text(contract(linked))
    assert main(["generate"]) == 2
    assert f"this leads to {outside}, outside of the repository" in capsys.readouterr().err
    assert os.listdir(outside) == []
    assert main(["generate", "--outside"]) == 0


@pytest.mark.parametrize("path", ["inner/order.contract.toml", "inner/order.json"])
def test_a_package_cannot_own_the_folder_of_its_contract_or_schema(
    folder: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    (folder / "inner").mkdir()
    text = contract("inner").replace('"order.json"', '"inner/order.json"')
    (folder / "inner" / "order.json").write_text(json.dumps(SCHEMA))
    file = folder / "order.contract.toml"
    if path.endswith(".toml"):
        file = folder / path
        text = contract("../inner").replace('"order.json"', '"../order.json"')
    file.write_text(text)
    # With the marker, so that nothing else keeps it from being written over.
    (folder / "inner" / "__init__.py").write_text("HOLOTYPE_PACKAGE = True\n")
    assert main(["generate", "--outside", str(file)]) == 2
    message = capsys.readouterr().err
    assert "package.path: the package would own the folder that" in message
    assert f"{path} is in; name a folder of its own" in message
    assert "models.py" not in os.listdir(folder / "inner")


def test_a_schema_that_is_a_link_into_the_package_is_not_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "order").mkdir()
    (folder / "order" / "__init__.py").write_text("HOLOTYPE_PACKAGE = True\n")
    (folder / "order.json").rename(folder / "order" / "schema.json")
    (folder / "order.json").symlink_to("order/schema.json")
    (folder / "order.contract.toml").write_text(contract())
    assert main(["generate"]) == 2
    assert "the package would own the folder that order.json is in" in capsys.readouterr().err
    assert (folder / "order" / "schema.json").read_text() == json.dumps(SCHEMA)


@pytest.mark.parametrize("outside", [[], ["--outside"]])
def test_the_folder_of_git_is_no_place_for_a_package(
    folder: Path, capsys: pytest.CaptureFixture[str], outside: list[str]
) -> None:
    (folder / ".git").mkdir()
    (folder / "order.contract.toml").write_text(contract(".git/order"))
    assert main(["generate", "order.contract.toml", *outside]) == 2
    assert "package.path: the folder .git is git's own; name another" in capsys.readouterr().err
    assert os.listdir(folder / ".git") == []


def test_what_python_may_remove_is_no_place_for_a_package(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "order.contract.toml").write_text(contract("lib/__pycache__/order"))
    assert main(["generate"]) == 2
    assert "package.path: a folder __pycache__ is Python's own, which anybody may" in capsys.readouterr().err
    assert not (folder / "lib").exists()


def test_a_checkout_may_itself_be_below_a_folder_of_git(folder: Path) -> None:
    checkout = folder / ".git" / "checkouts" / "one"
    checkout.mkdir(parents=True)
    (checkout / ".git").write_text("gitdir: elsewhere")
    (checkout / "order.json").write_text(json.dumps(SCHEMA))
    (checkout / "order.contract.toml").write_text(contract())
    assert main(["generate", str(checkout / "order.contract.toml")]) == 0


def test_what_a_killed_run_left_is_put_in_order_by_generate_and_not_by_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "order.contract.toml").write_text(contract())
    main(["generate"])
    (folder / "order" / "notes.txt").write_text("mine")
    left = folder / ".order.holotype-1"
    left.mkdir()
    (left / "holotype-generate.json").write_text('{"": 0}')
    (folder / "order").rename(left / "old")
    before = sorted(folder.rglob("*"))
    assert main(["generate", "--check"]) == 1
    assert sorted(folder.rglob("*")) == before
    assert main(["generate"]) == 0
    assert (folder / "order" / "notes.txt").read_text() == "mine"
    assert sorted(os.listdir(folder)) == ["order", "order.contract.toml", "order.json"]


def test_contracts_are_found_below_but_not_in_hidden_folders(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in ("schemas", ".venv"):
        (folder / place).mkdir()
        (folder / place / "order.json").write_text(json.dumps(SCHEMA))
        (folder / place / "order.contract.toml").write_text(contract())
    assert main(["generate"]) == 0
    assert capsys.readouterr().out == "schemas/order: written\n"


def test_git_says_which_contracts_count(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "init", "--quiet"], check=True, cwd=folder)
    (folder / ".gitignore").write_text("ignored/\n")
    for place in ("tracked", "new", "ignored"):
        (folder / place).mkdir()
        (folder / place / "order.json").write_text(json.dumps(SCHEMA))
        (folder / place / "order.contract.toml").write_text(contract())
    (folder / "gone.contract.toml").write_text(contract())
    subprocess.run(["git", "add", "tracked", "gone.contract.toml"], check=True, cwd=folder)
    (folder / "gone.contract.toml").unlink()
    assert main(["generate"]) == 0
    assert capsys.readouterr().out == "new/order: written\ntracked/order: written\n"


@pytest.mark.parametrize("name", ["order", "mapping", "any", "true"])
def test_init_writes_a_first_contract_that_generates(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (folder / "order.json").rename(folder / f"{name}.json")
    assert main(["init", f"{name}.json"]) == 0
    assert f"{name}.contract.toml: written" in capsys.readouterr().out
    assert main(["generate"]) == 0
    assert main(["generate", "--check"]) == 0


def test_without_the_extra_generate_says_what_to_install(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "order.contract.toml").write_text(contract())
    monkeypatch.setitem(sys.modules, "datamodel_code_generator", None)
    assert main(["generate"]) == 2
    assert capsys.readouterr().err == (
        "holotype: models are written by datamodel-code-generator, which is not installed; "
        "install it with: pip install 'holotype[generate]'\n"
    )
    assert not (folder / "order").exists()


def test_init_never_overwrites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "order.contract.toml").write_text("mine")
    assert main(["init", "order.json"]) == 2
    assert capsys.readouterr().err == (
        "holotype: order.contract.toml: this contract exists already; it is not overwritten\n"
    )
    assert (folder / "order.contract.toml").read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "order.json:1:"),
        ('{"type": "object", "type": "array"}', "order.json:1:20"),
        ('{"type": 1}', "metaschema"),
        ('"text"', "a schema is an object or a boolean"),
        ("[" * 100_000, "nested"),
        ("", "order.json:1:1"),
    ],
)
@pytest.mark.parametrize("command", ["init", "compile"])
def test_a_bad_schema_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, text: str, sentence: str
) -> None:
    (folder / "order.json").write_text(text)
    assert main([command, "order.json"]) == 2
    found = capsys.readouterr()
    assert sentence in found.err
    assert "Traceback" not in found.err
    assert found.out == ""
    assert os.listdir(folder) == ["order.json"]


@pytest.mark.parametrize(
    "command", [["compile"], ["init"], ["validate", "--schema"]], ids=lambda each: str(each[0])
)
def test_every_mistake_of_a_schema_is_a_line_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    (folder / "order.json").write_text(
        '{"$id": "https://example.com/order",\n "properties": {\n  "a b": {"minLength": -1},\n'
        '  "\u00e9": {"items": [1]}},\n "required": "a"}'
    )
    (folder / "document.json").write_text("{}")
    assert main([*command, "order.json", *(["document.json"] if command[0] == "validate" else [])]) == 2
    lead = "the metaschema of 2020-12 refuses this schema: "
    prefix_items = 'since 2020-12 a schema for each of the first items stands in "prefixItems"'
    a_list = 'write the names as a list: ["a"]'
    assert capsys.readouterr().err.split("\n") == [
        f'holotype: order.json:3:24: {lead}"minLength": -1 is less than the minimum 0',
        f'order.json:4:18: "items": expected an object or a boolean, found an array; {prefix_items}',
        f'order.json:5:14: "required": expected an array, found "a", which is a string; {a_list}',
        "",
    ]


def test_thirty_mistakes_that_stand_deep_in_yaml_are_lines_with_their_places(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    depth = 400
    wrong = [f"{' ' * depth}p{number}: {{minLength: -1}}" for number in range(30)]
    lines = [f"{' ' * level}{('items', 'not')[level % 2]}:" for level in range(depth - 1)]
    text = "\n".join([*lines, f"{' ' * (depth - 1)}properties:", *wrong])
    (folder / "order.yaml").write_text(text)
    assert main(["compile", "order.yaml"]) == 2
    found = capsys.readouterr().err.removeprefix("holotype: ").splitlines()
    assert [line.split(": ")[0] for line in found] == [
        f"order.yaml:{depth + 1 + number}:{text.splitlines()[depth + number].index('-1') + 1}"
        for number in range(30)
    ]
    assert all(line.endswith('"minLength": -1 is less than the minimum 0') for line in found)


def test_a_bad_schema_on_standard_input_is_a_sentence_about_what_stood_there(folder: Path) -> None:
    program = "import sys; from holotype.cli import main; sys.exit(main(['compile', '-']))"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        input='{"type": 1}',
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("holotype: #/type: the metaschema of 2020-12 refuses this schema")


def test_compile_writes_a_module_that_stands_alone(folder: Path) -> None:
    assert main(["compile", "order.json", "-o", "order_validator.py"]) == 0
    program = "import order_validator as v; print(v.is_valid({'id': ''}), v.is_valid({'id': 1}))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder
    )
    assert done.stdout == "True False\n"
    assert {*os.listdir(folder)} - {"__pycache__"} == {"order.json", "order_validator.py"}


def test_compile_prints_what_it_would_write(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["compile", "order.json", "-o", "order_validator.py"])
    assert main(["compile", "order.json"]) == 0
    assert capsys.readouterr().out == (folder / "order_validator.py").read_text()


def test_compile_takes_other_documents(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "name.json").write_text('{"type": "string"}')
    (folder / "order.json").write_text('{"$ref": "https://example.com/name"}')
    assert main(["compile", "order.json"]) == 2
    assert "nothing is fetched" in capsys.readouterr().err
    arguments = [
        "--document",
        "https://example.com/name=name.json",
        "--nulls",
        "absent",
        "--formats",
        "dialect",
    ]
    assert main(["compile", "order.json", *arguments, "--dialect", "draft7"]) == 0


def test_compile_leaves_the_old_module_when_it_cannot_write(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "taken").mkdir()
    assert main(["compile", "order.json", "-o", "taken"]) == 2
    assert "taken: the module cannot be written" in capsys.readouterr().err
    assert main(["compile", "order.json", "-o", "none/module.py"]) == 2
    assert "none/module.py: the module cannot be written" in capsys.readouterr().err
    assert os.listdir(folder / "taken") == []


@pytest.mark.parametrize("name", ["order.yaml", "order.schema.yml"])
def test_the_contract_of_a_schema_in_yaml_is_called_as_that_of_one_in_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text("type: object\n")
    assert main(["init", name]) == 0
    assert 'path = "./order"' in Path("order.contract.toml").read_text()
