"""A schema that was compiled before gives the same answers, and never those of another."""

from __future__ import annotations

import json
import os
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest

import holotype
from holotype.cache import schemas
from holotype.cache.folder import location
from holotype.cache.recalled import Recalled
from holotype.checking.compiled import CompiledFile
from holotype.checking.values import CompileOptions

TREE: Any = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "pattern": "^(?:[a-z]+|x.*)$"},
        "day": {"type": "string", "format": "date"},
        "of": {
            "anyOf": [{"$ref": "#"}, {"$ref": "more.json#/$defs/number"}, {"$ref": "more.json#/$defs/list"}]
        },
    },
    "additionalProperties": False,
}
MORE: Any = {
    "$defs": {
        "number": {"type": "integer", "maximum": 5},
        "list": {"type": "array", "items": {"enum": [1, "a", None]}},
    }
}
INSTANCES: list[Any] = [
    {"name": "a"},
    {"name": "A"},
    {"name": "a", "day": "2026-02-30", "other": 1},
    {"name": "a", "of": {"name": "b", "of": [1, 2]}},
    {"name": "a", "of": 6},
    [],
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOLOTYPE_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "tree.json").write_text(json.dumps(TREE))
    (tmp_path / "more.json").write_text(json.dumps(MORE))
    return tmp_path


def used(*instances: Any, file: str = "tree.json", **options: Any) -> tuple[bool, list[Any]]:
    """Whether the schema was had from the cache, and what it says of the instances."""
    compiled = CompiledFile(file, CompileOptions(**options), cached=True)
    validator = compiled.validator
    said = [
        (validator.is_clean(each), [tuple(error) for error in validator.iter_errors(each)])
        for each in instances
    ]
    compiled.keep()
    return isinstance(validator, Recalled), said


def expected(*instances: Any) -> list[Any]:
    validator = holotype.compile(TREE, documents={"more.json": MORE})
    return [
        (validator.is_clean(each), [tuple(error) for error in validator.iter_errors(each)])
        for each in instances
    ]


def test_a_second_run_answers_as_the_first() -> None:
    assert used(*INSTANCES) == (False, expected(*INSTANCES))
    assert used(*INSTANCES) == (True, expected(*INSTANCES))


@pytest.mark.parametrize("first", range(len(INSTANCES)))
def test_what_no_run_has_needed_yet_is_had_when_it_is_needed(first: int) -> None:
    used(INSTANCES[first])
    assert used(*INSTANCES) == (True, expected(*INSTANCES))
    assert used(*INSTANCES) == (True, expected(*INSTANCES))


def test_runs_add_to_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in INSTANCES:
        used(each)
    monkeypatch.setattr(CompiledFile, "compile", lambda self: pytest.fail("it was compiled again"))
    assert used(*INSTANCES) == (True, expected(*INSTANCES))


def test_a_schema_that_has_changed_is_compiled(folder: Path) -> None:
    used({})
    (folder / "tree.json").write_text(json.dumps({**TREE, "required": []}))
    assert used({}) == (False, [(True, [])])


def test_a_document_that_has_changed_counts(folder: Path) -> None:
    instance = {"name": "a", "of": 6}
    assert used(instance)[1][0][0] is False
    (folder / "more.json").write_text(json.dumps(MORE).replace("5", "7"))
    assert used(instance) == (False, [(True, [])])
    (folder / "more.json").write_text(json.dumps(MORE))
    recalled, ((clean, _),) = used(instance)
    assert (recalled, clean) == (True, False)


def test_a_document_that_appears_in_a_folder_that_comes_before_counts(folder: Path) -> None:
    instance = {"name": "a", "of": 6}
    (folder / "tree.json").write_text(json.dumps({"$id": "https://example.test/tree.json", **TREE}))
    (folder / "first").mkdir()
    assert used(instance, folders=("first",))[1][0][0] is False
    other = {"$id": "https://example.test/more.json", "$defs": {"number": {}, "list": {}}}
    (folder / "first" / "x.json").write_text(json.dumps(other))
    assert used(instance, folders=("first",)) == (False, [(True, [])])


def test_a_document_that_is_gone_is_missed(folder: Path) -> None:
    used({})
    (folder / "more.json").unlink()
    with pytest.raises(holotype.SchemaError, match=r"there is no file more\.json"):
        used({})


def test_a_document_that_is_given_counts(folder: Path) -> None:
    instance = {"name": "a", "of": 6}
    used(instance)
    (folder / "given.json").write_text(json.dumps({"$defs": {"number": {}, "list": {}}}))
    given = {"more.json": "given.json"}
    assert used(instance, documents=given) == (False, [(True, [])])
    assert used(instance, documents=given) == (True, [(True, [])])
    (folder / "given.json").write_text(json.dumps(MORE))
    assert used(instance, documents=given)[1][0][0] is False


@pytest.mark.parametrize("options", [{"formats": "dialect"}, {"nulls": "absent"}, {"dialect": "draft7"}])
def test_options_count(options: dict[str, str]) -> None:
    used({})
    assert used({}, **options)[0] is False
    assert used({}, **options)[0] is True


def test_another_python_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    used({})
    monkeypatch.setattr(sys, "version", "4.0")
    assert used({})[0] is False


def test_another_compiler_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = folder / "house"
    (house / "compiler").mkdir(parents=True)
    module = house / "compiler" / "a.py"
    module.write_text("1")
    monkeypatch.setattr(schemas, "_HOUSE", str(house))
    used({})
    assert used({})[0] is True
    os.utime(module, (1, 1))
    assert used({})[0] is False
    (house / "cli").mkdir()
    (house / "cli" / "b.py").write_text("1")
    assert used({})[0] is True


def test_a_file_that_changes_while_it_is_compiled_is_not_taken_for_what_it_was(folder: Path) -> None:
    compiled = CompiledFile("tree.json", cached=True)
    (folder / "tree.json").write_text("{}")
    (folder / "more.json").write_text(json.dumps(MORE).replace("5", "7"))
    compiled.keep()
    assert used(5) == (False, [(True, [])])
    (folder / "tree.json").write_text(json.dumps(TREE))
    assert used({"name": "a", "of": 6}) == (False, [(True, [])])


@pytest.mark.parametrize("damage", [lambda text: text[:40], lambda text: text[:-9] + b"123456789"])
def test_entries_that_are_damaged_are_said_to_be_and_not_used(folder: Path, damage: Any) -> None:
    used({})
    for entry in (folder / "cache" / "schemas").iterdir():
        entry.write_bytes(damage(entry.read_bytes()))
    with pytest.warns(UserWarning, match="the cache of compiled schemas is not used: .*damaged") as caught:
        assert used(*INSTANCES) == (False, expected(*INSTANCES))
    assert len(caught) == 1
    assert used(*INSTANCES) == (True, expected(*INSTANCES))


def test_a_cache_that_cannot_be_written_is_said_once(folder: Path) -> None:
    (folder / "cache").write_text("no folder")
    with pytest.warns(UserWarning, match="the cache of compiled schemas is not used") as caught:
        assert used(*INSTANCES) == (False, expected(*INSTANCES))
    assert len(caught) == 1


def test_an_entry_of_another_make_is_replaced(folder: Path) -> None:
    import marshal

    from holotype.cache.folder import Folder

    used({})
    names = os.listdir(folder / "cache" / "schemas")
    for content in (
        b"",
        b"?",
        marshal.dumps(5),
        marshal.dumps((1, 2)),
        marshal.dumps(((), (), {}, (), (), ())),
    ):
        for name in names:
            Folder(location()).write(name, content)
        assert used(*INSTANCES) == (False, expected(*INSTANCES))
    assert used(*INSTANCES) == (True, expected(*INSTANCES))


def test_notices_are_had_from_the_cache(folder: Path) -> None:
    (folder / "odd.json").write_text('{"format": "int64"}')
    for _ in range(2):
        with pytest.warns(UserWarning, match="int64"):
            list(holotype.check([], "odd.json", cache=True))


def test_notices_of_the_text_are_had_from_the_cache_with_the_name_of_today(folder: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text("properties:\n  200: {type: integer}\n")
        with pytest.warns(UserWarning, match=f"^{name}:2:3: the key 200 is an integer"):
            list(holotype.check([], name, cache=True))
    assert len(os.listdir(location())) == 1


def test_a_contract_is_kept_with_its_schema(folder: Path) -> None:
    from holotype.contract import digest

    schema = {"properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}
    (folder / "s.json").write_text(json.dumps(schema))
    (folder / "s.contract.toml").write_text(
        f'schema = "s.json"\nid = "https://example.test/c"\n[source]\nsha256 = "{digest(schema)}"\n'
        '[package]\npath = "s"\nclass = "S"\n[[rules]]\nid = "ordered"\nassert = "a <= b"\n'
    )
    said = [used({"a": 2, "b": 1}, file="s.contract.toml") for _ in range(2)]
    assert [recalled for recalled, _ in said] == [False, True]
    assert said[0][1] == said[1][1]
    assert said[0][1][0][1][0][3] == "rule"
    (folder / "s.json").write_text(json.dumps({**schema, "type": "object"}))
    with pytest.raises(holotype.ContractError, match="has the digest"):
        used({}, file="s.contract.toml")


def test_a_schema_that_a_package_may_not_have_is_refused_whatever_is_kept(folder: Path) -> None:
    from holotype.contract import digest
    from holotype.contract.mistakes import SCHEMA_ID

    (folder / "package").mkdir()
    contract = {
        "$schema": SCHEMA_ID,
        "schema": "schema.json",
        "id": "https://example.test/c",
        "source": {"sha256": digest({"type": "object"})},
        "package": {"path": "../package", "class": "C"},
    }
    (folder / "package" / "contract.json").write_text(json.dumps(contract))
    schema = folder / "package" / "schema.json"
    schema.write_text('{"type": "object"}')
    assert [used({}, file="package/contract.json")[0] for _ in range(2)] == [False, True]
    schema.rename(folder / "elsewhere.json")
    schema.symlink_to("../elsewhere.json")
    with pytest.raises(holotype.ContractError, match="stands in its folder"):
        used({}, file="package/contract.json")


def test_nothing_is_kept_unless_it_is_asked_for(folder: Path) -> None:
    list(holotype.check(["more.json"], "tree.json"))
    assert not (folder / "cache").exists()


def test_what_is_read_from_a_pipe_is_compiled_each_time(folder: Path) -> None:
    import threading

    os.mkfifo("given.json")
    writer = threading.Thread(target=lambda: Path("given.json").write_text(json.dumps(MORE)))
    writer.start()
    assert used(*INSTANCES, documents={"more.json": "given.json"}) == (False, expected(*INSTANCES))
    writer.join()
    assert not (folder / "cache").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_answer_as_one(folder: Path, jobs: int) -> None:
    (folder / "all.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in INSTANCES * 3))
    first = list(holotype.check(["all.jsonl"], "tree.json", cache=True, jobs=jobs))
    assert first == list(holotype.check(["all.jsonl"], "tree.json", cache=True, jobs=jobs)) != []


def test_what_changes_while_documents_are_checked_changes_no_verdict(folder: Path) -> None:
    used({"name": "a"})
    compiled = CompiledFile("tree.json", cached=True)
    (folder / "tree.json").write_text("{}")
    (folder / "more.json").unlink()
    assert isinstance(compiled.validator, Recalled)
    found = [tuple(error) for error in compiled.validator.iter_errors({"name": "a", "of": 6})]
    assert found == expected({"name": "a", "of": 6})[0][1]


def test_json_and_yaml_of_one_text_are_two_schemas(folder: Path) -> None:
    (folder / "root.json").write_text('{"$ref": "urn:d"}')
    for name in ("d.yaml", "d.json"):
        (folder / name).write_text("type: string\n")
    assert used("x", file="root.json", documents={"urn:d": "d.yaml"}) == (False, [(True, [])])
    with pytest.raises(holotype.SchemaError, match="the schema cannot be read"):
        used("x", file="root.json", documents={"urn:d": "d.json"})


def test_what_two_files_are_called_is_an_error_only_where_it_is_needed(folder: Path) -> None:
    (folder / "m").mkdir()
    (folder / "m" / "b.json").write_text('{"$id": "https://y.test/b", "type": "string"}')
    (folder / "root.json").write_text('{"$ref": "a.json"}')
    (folder / "a.json").write_text('{"$ref": "https://y.test/b"}')
    assert used("x", file="root.json", folders=("m",))[1] == [(True, [])]
    (folder / "a.json").write_text("{}")
    (folder / "m" / "c.json").write_text('{"$id": "https://y.test/b"}')
    assert used("x", file="root.json", folders=("m",))[1] == [(True, [])]


def test_another_process_checks_by_what_this_one_has_read(folder: Path) -> None:
    used({"name": "a"})
    compiled = CompiledFile("tree.json", cached=True)
    (folder / "tree.json").unlink()
    arrived = pickle.loads(pickle.dumps(compiled))
    assert [tuple(each) for each in arrived.iter_errors({"name": 1})] == expected({"name": 1})[0][1]


def test_a_cache_within_the_repository_is_used_where_the_environment_names_it_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".git").mkdir()
    assert [used({})[0] for _ in range(2)] == [False, True]
    monkeypatch.delenv("HOLOTYPE_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "caches"))
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.warns(UserWarning, match="it is within the repository"):
        assert used({})[0] is False
    assert not (folder / "caches").exists()
