"""Schemas of several files: what a reference leads to without being named, and what it may not lead to."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from holotype.compiler import compile_module
from holotype.compiler.validator import Validator
from holotype.documents import schema_files
from holotype.documents.schema_files import SchemaFiles
from holotype.documents.sources import read_schema
from holotype.errors import SchemaError

TEXT: Any = {"type": "string"}
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def written(folder: Path, files: dict[str, Any]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else json.dumps(content))


def compiled(root: str, given: dict[str, str] | None = None, folders: tuple[str, ...] = ()) -> Validator:
    files = SchemaFiles(root, given, folders)
    with files.naming():
        return Validator(*compile_module(files.schema(), documents=files.given(), elsewhere=files))


def refusal(root: str, given: dict[str, str] | None = None, folders: tuple[str, ...] = ()) -> str:
    with pytest.raises(SchemaError) as caught:
        compiled(root, given, folders)
    return str(caught.value)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Each set of files, by name; the schema is root.json, and refuses 5 and accepts "a" where all is found.
BESIDE: dict[str, dict[str, Any]] = {
    "relative": {"root.json": {"$ref": "a.json"}, "a.json": TEXT},
    "nested folders": {
        "root.json": {"$ref": "common/a.json#/$defs/x"},
        "common/a.json": {"$defs": {"x": {"$ref": "deep/b.json"}}},
        "common/deep/b.json": {"$ref": "../../c.json"},
        "c.json": TEXT,
    },
    "an absolute identifier": {
        "root.json": {"$id": "https://example.test/schemas/root.json", "$ref": "common/a.json"},
        "common/a.json": {"$ref": "b.json"},
        "common/b.json": TEXT,
    },
    "an identifier without a path": {
        "root.json": {"$id": "https://example.test", "$ref": "a.json"},
        "a.json": TEXT,
    },
    "identifiers in all files": {
        "root.json": {"$id": "https://example.test/root.json", "$ref": "https://example.test/a.json"},
        "a.json": {"$id": "https://example.test/a.json", "$ref": "#/$defs/x", "$defs": {"x": TEXT}},
    },
    "draft 7, an identifier that does not count": {
        "root.json": {"$schema": DRAFT_7, "$id": "https://example.test/deep/root.json", "$ref": "a.json"},
        "a.json": {"$schema": DRAFT_7, **TEXT},
    },
    "a circle": {
        "root.json": {"$ref": "a.json#/$defs/x", "$defs": {"text": TEXT}},
        "a.json": {"$defs": {"x": {"$ref": "root.json#/$defs/text", "items": {"$ref": "root.json"}}}},
    },
    "YAML": {"root.json": {"$ref": "a.yaml"}, "a.yaml": "$ref: b.yml\n", "b.yml": "type: string\n"},
    "names that are escaped": {"root.json": {"$ref": "with%20space/a%25.json"}, "with space/a%.json": TEXT},
    "two names of one file": {
        "root.json": {"allOf": [{"$ref": "a.json"}, {"$ref": "./b/../a.json"}]},
        "a.json": {"$id": "https://example.test/a", **TEXT},
    },
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_beside_a_schema_needs_no_option(folder: Path, name: str) -> None:
    written(folder, BESIDE[name])
    validator = compiled("root.json")
    assert (validator.is_valid("a"), validator.is_valid(5)) == (True, False)


@pytest.mark.parametrize("name", BESIDE)
def test_the_same_is_found_from_another_folder(folder: Path, name: str) -> None:
    written(folder / "schemas", BESIDE[name])
    validator = compiled(str(folder / "schemas" / "root.json"))
    assert (validator.is_valid("a"), validator.is_valid(5)) == (True, False)
    assert str(folder) not in validator.source


IN_FOLDERS: dict[str, dict[str, Any]] = {
    "by its own identifier": {
        "main/root.json": {"$ref": "https://other.test/a"},
        "defs/any-name.json": {"$id": "https://other.test/a", **TEXT},
    },
    "by its own identifier in YAML": {
        "main/root.json": {"$ref": "https://other.test/a"},
        "defs/any-name.yaml": "$id: 'https://other.test/a'\ntype: string\n",
    },
    "by its own identifier in JSON that is called YAML": {
        "main/root.json": {"$ref": "https://other.test/a"},
        "defs/any-name.yml": {"$id": "https://other.test/a", **TEXT},
    },
    "by an identifier relative to its place": {
        "main/root.json": {"$id": "https://example.test/main/root.json", "$ref": "../defs/other"},
        "defs/any-name.json": {"$id": "other", **TEXT},
    },
    "above the schema": {"main/root.json": {"$ref": "../defs/a.json"}, "defs/a.json": TEXT},
    "above the schema and back": {
        "main/root.json": {"$ref": "../defs/a.json", "$defs": {"text": TEXT}},
        "defs/a.json": {"$ref": "../main/root.json#/$defs/text"},
    },
    "above the schema, with an identifier": {
        "main/root.json": {"$id": "https://example.test/s/main/root.json", "$ref": "../defs/a.json"},
        "defs/a.json": {"$id": "https://example.test/s/defs/a.json", "$ref": "b.json"},
        "defs/b.json": TEXT,
    },
}


STRANGE: dict[str, Any] = {
    "defs/broken.json": "{",
    "defs/notes.json": [1],
    "defs/no-uri.json": {"$id": "http://["},
}


@pytest.mark.parametrize("name", IN_FOLDERS)
def test_what_stands_elsewhere_is_found_in_a_folder_that_is_named(folder: Path, name: str) -> None:
    written(folder, {**IN_FOLDERS[name], **STRANGE})
    assert "give it with --document URI=FILE, or its folder with --documents FOLDER" in refusal(
        "main/root.json"
    )
    validator = compiled("main/root.json", folders=(".",))
    assert (validator.is_valid("a"), validator.is_valid(5)) == (True, False)


def test_a_document_that_is_given_comes_before_a_folder_and_that_before_what_stands_beside(
    folder: Path,
) -> None:
    identifier = "https://example.test/"
    files: dict[str, Any] = {
        "main/root.json": {"$id": f"{identifier}root.json", "$ref": "a.json"},
        "main/a.json": {"const": "beside"},
        "defs/x.json": {"$id": f"{identifier}a.json", "const": "folder"},
        "given.json": {"const": "given"},
    }
    written(folder, files)
    assert compiled("main/root.json").is_valid("beside")
    assert compiled("main/root.json", folders=("defs",)).is_valid("folder")
    for uri in ("a.json", f"{identifier}a.json"):
        assert compiled("main/root.json", {uri: "given.json"}, ("defs",)).is_valid("given")


def test_two_files_of_one_identifier_are_an_error_where_it_is_reached(folder: Path) -> None:
    twin = {"$id": "https://other.test/a", **TEXT}
    written(
        folder, {"root.json": {"$ref": "#/$defs/x", "$defs": {"x": TEXT}}, "d/a.json": twin, "d/b.json": twin}
    )
    assert compiled("root.json", folders=("d",)).is_valid("a")
    written(folder, {"root.json": {"$ref": "https://other.test/a"}})
    assert refusal("root.json", folders=("d",)) == (
        "two files are https://other.test/a: d/a.json and d/b.json; leave one out, or say which by "
        "--document https://other.test/a=FILE"
    )


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("../a.json", {"../a.json": TEXT}, "../a.json is outside of the folder ."),
    (
        ".hidden/a.json",
        {".hidden/a.json": TEXT},
        ".hidden/a.json is hidden, by a name that begins with a dot",
    ),
    ("a.json", {}, "there is no file a.json"),
    ("b/a", {"b/a": TEXT}, "a file that is meant has a name in .json, .yaml, .yml"),
    ("a.json?b", {"a.json": TEXT}, "a URI with a query means no file"),
    ("a%2Fb.json", {"a/b.json": TEXT}, "what it leads to is no name of a file"),
    ("a%00.json", {}, "what it leads to is no name of a file"),
    ("folder.json", {"folder.json/a": TEXT}, "folder.json is not a regular file"),
    ("https://example.test/a.json", {"a.json": TEXT}, "it is no place beside 'root.json'"),
    ("file:///etc/a.json", {}, "it is no place beside 'root.json'"),
]


@pytest.mark.parametrize(("reference", "files", "reason"), REFUSED)
def test_what_may_not_be_read_is_said_with_the_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch, reference: str, files: dict[str, Any], reason: str
) -> None:
    home = folder / "home"
    written(home, {"root.json": {"properties": {"x": {"$ref": reference}}}, **files})
    monkeypatch.chdir(home)
    said = refusal("root.json")
    assert said.startswith(f"root.json:1:31: the reference '{reference}' leads to '")
    assert f"which is not among the documents: {reason}" in said


def test_a_link_that_leads_out_is_not_followed(folder: Path) -> None:
    written(folder, {"home/root.json": {"$ref": "a.json"}, "secret.json": TEXT})
    os.symlink(folder / "secret.json", folder / "home" / "a.json")
    assert "home/a.json is a link that leads out of the folder home" in refusal("home/root.json")
    assert compiled("home/root.json", folders=(".",)).is_valid("a")


def test_a_link_into_a_hidden_folder_is_not_followed(folder: Path) -> None:
    written(folder, {"root.json": {"$ref": "a.json"}, ".git/secret.json": TEXT})
    os.symlink(".git/secret.json", "a.json")
    assert "a.json is hidden" in refusal("root.json")


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    written(folder, {"root.json": {"$ref": "a.json"}})
    os.mkfifo("a.json")
    assert "a.json is not a regular file" in refusal("root.json")


def test_a_mistake_in_another_file_is_placed_there(folder: Path) -> None:
    written(folder, {"root.json": {"$ref": "a.json"}, "a.json": '{\n  "minLength": "1"\n}'})
    assert refusal("root.json").startswith("a.json:2:16: ")


def test_a_reference_in_another_file_is_placed_there(folder: Path) -> None:
    written(folder, {"root.json": {"$ref": "d/a.json"}, "d/a.json": '{\n  "items": {"$ref": "b.json"}\n}'})
    assert refusal("root.json").startswith(
        "d/a.json:2:21: the reference 'b.json' leads to 'd/b.json' (its base "
    )


def test_text_that_is_no_schema_is_refused_where_it_is_reached(folder: Path) -> None:
    written(folder, {"root.json": {"$ref": "a.json"}, "a.json": "{]"})
    assert refusal("root.json").startswith("a.json:1:2: the schema cannot be read: ")


def test_schemas_from_standard_input_have_no_neighbours() -> None:
    with pytest.raises(SchemaError, match="a schema from standard input has no folder"):
        compile_module({"$ref": "a.json"}, elsewhere=SchemaFiles("-"))


def test_documents_are_bounded_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_files, "LARGEST_SCHEMA", 100)
    written(folder, {"root.json": {"allOf": [{"$ref": "a.json"}, {"$ref": "b.json"}]}})
    written(folder, dict.fromkeys(("a.json", "b.json"), f'{{"title": "{"x" * 40}"}}'))
    assert "are larger together than a schema can be, 100 bytes" in refusal("root.json")


def test_a_folder_of_too_many_files_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_files, "MOST_FILES", 2)
    written(folder, {"root.json": {"$ref": "urn:a"}, "d/1.json": True, "d/2.json": True, "d/3.json": True})
    assert "d: more than 2 files, which --documents looks through" in refusal("root.json", folders=("d",))


def test_a_folder_that_is_missing_is_refused_though_nothing_needs_it(folder: Path) -> None:
    written(folder, {"root.json": TEXT})
    assert (
        refusal("root.json", folders=("nope",))
        == "nope: there is no such folder, where --documents takes a folder of schemas"
    )


@pytest.mark.parametrize(
    ("name", "text"), [("a.yaml", "type: string\n"), ("a.json", '\ufeff{"type": "string"}')]
)
def test_a_schema_may_be_yaml_or_begin_with_a_byte_order_mark(folder: Path, name: str, text: str) -> None:
    written(folder, {name: text})
    assert not compiled(name).is_valid(5)


def test_a_yaml_file_of_several_documents_is_no_schema(folder: Path) -> None:
    written(folder, {"a.yaml": "type: string\n---\ntype: object\n"})
    assert refusal("a.yaml") == "a.yaml: the file holds 2 documents, where one schema was expected"


def test_mistakes_of_several_files_come_file_by_file_and_line_by_line(folder: Path) -> None:
    files = {
        "root.json": '{"properties": {"a": {"$ref": "a.json"}, "b": {"$ref": "b.json"},\n'
        '"c": {"$ref": "#/d"}}}',
        "a.json": '{"properties": {"x": {"pattern": "["}},\n "pattern": "("}',
        "b.json": '{"properties": {"x": {"$ref": "root.json#/none"}},\n "minLength": -1}',
    }
    written(folder, files)
    said = [": ".join(line.split(": ")[:1]) for line in refusal("root.json").split("\n")]
    assert said == ["root.json:2:15", "a.json:1:34", "a.json:2:13", "b.json:2:15"]


def test_a_mistake_without_a_place_in_a_file_comes_last(folder: Path) -> None:
    files = {"root.json": {"allOf": [{"$ref": "a.json"}, {"pattern": "["}]}, "a.json": "{]"}
    written(folder, files)
    said = refusal("root.json").split("\n")
    assert [line.split(" ")[0] for line in said] == ["root.json:1:44:", "a.json:1:2:"]


def test_that_there_are_more_mistakes_is_the_last_line(folder: Path) -> None:
    written(folder, {"root.json": {"allOf": [{"pattern": "["}] * 101}})
    said = refusal("root.json").split("\n")
    assert len(said) == 101
    assert said[-1] == "there are more mistakes; only 100 are shown"


def test_a_schema_that_is_too_deep_is_told_how_to_be_flatter(folder: Path) -> None:
    written(folder, {"root.json": '{"not":' * 513 + "{}" + "}" * 513})
    assert refusal("root.json").endswith("nested deeper than 512 containers: flatten it with $defs and $ref")


def test_a_file_is_no_folder_of_schemas(folder: Path) -> None:
    written(folder, {"root.json": {}, "a.json": {}})
    assert refusal("root.json", folders=("a.json",)) == (
        "a.json: this is a file, where --documents takes a folder of schemas"
    )


def test_a_mistake_in_an_embedded_schema_is_placed_where_it_stands(folder: Path) -> None:
    inner = '{"$id": "urn:inner", "pattern": "["}'
    outer = f'{{"$id": "urn:outer",\n "allOf": [{{"$ref": "urn:inner"}},\n {inner}]}}'
    for root in ("", '"$id": "https://example.test/root", '):
        written(folder, {"root.json": f'{{{root}"$ref": "urn:outer", "$defs": {{"a/b":\n {outer}}}}}'})
        assert refusal("root.json").startswith("root.json:4:34: the pattern '[' cannot be used: ")


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ('{"$id": "urn:x", "not": {"$id": "urn:x", "pattern": "["}}', "root.json:1:"),
        (
            '{"$defs": {"a": {"$id": "urn:x"}, "b": {"$id": "urn:x", "pattern": "["}}, "$ref": "#/$defs/b"}',
            "urn:x#",
        ),
        (
            '{"not": {"$id": "urn:x", "not": {"$id": "urn:y", "not": {"$id": "urn:x", "pattern": "["}}}}',
            "urn:x#",
        ),
    ],
)
def test_a_mistake_under_an_identifier_that_stands_twice_is_placed_nowhere_else(
    folder: Path, schema: str, place: str
) -> None:
    written(folder, {"root.json": schema})
    assert refusal("root.json").startswith(place)


@pytest.mark.parametrize("text", ["", "# to be written\n"])
def test_a_yaml_file_without_a_document_is_no_schema(folder: Path, text: str) -> None:
    written(folder, {"a.yaml": text})
    assert refusal("a.yaml") == "a.yaml: the file holds no document, where one schema was expected"


def test_a_property_called_by_a_number_in_yaml_is_one_and_a_notice_says_so(folder: Path) -> None:
    written(folder, {"a.yaml": "$ref: b.yaml\n", "b.yaml": "properties:\n  200: false\n"})
    files = SchemaFiles("a.yaml")
    validator = Validator(*compile_module(files.schema(), elsewhere=files))
    assert not validator.is_valid({"200": 1})
    message = 'the key 200 is an integer, where JSON has strings: it is read as "200"'
    assert list(files.sentences(())) == [f"b.yaml:2:3: {message}"]
    with pytest.warns(UserWarning, match="^b.yaml:2:3: the key 200 is an integer"):
        read_schema("b.yaml")


def test_what_a_schema_merges_is_part_of_it(folder: Path) -> None:
    written(folder, {"a.yaml": "$defs:\n  text: &text {type: string}\n<<: *text\nmaxLength: 2\n"})
    assert [compiled("a.yaml").is_valid(each) for each in ("a", "abc", 5)] == [True, False, False]
