"""A contract file becomes a value, or an error that names the file, the line and the key of each mistake."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.contract import Contract, Rule, load, located
from holotype.errors import ContractError
from tests.contract.support import CONTRACT, DIGEST, contract_file

KEYS = "`schema`, `id`, `source`, `package`, `validation`, `documents`, `severity`, `rules`, `$schema`"
CURE = "name it like a Python module, as `batch_job`"
TAKEN = "the path is taken from the folder of the contract"


def refusal(folder: Path, text: str | bytes) -> str:
    path = contract_file(folder, text)
    with pytest.raises(ContractError) as caught:
        load(path)
    return str(caught.value).replace(path, "job.contract.toml")


def test_the_shortest_contract_has_the_defaults(tmp_path: Path) -> None:
    path = contract_file(tmp_path)

    assert load(path) == Contract(
        file=path,
        schema_file=str(tmp_path / "job.json"),
        id="https://example.com/contracts/job",
        source_id="https://example.com/job.json",
        provenance="",
        sha256=DIGEST,
        package_path=str(tmp_path.parent / "generated" / "job"),
        class_name="Job",
        formats="assert",
        nulls="reject",
        severity={},
        rules=(),
        each="",
    )


def test_every_key_is_read(tmp_path: Path) -> None:
    contract = load(
        contract_file(
            tmp_path,
            CONTRACT.replace("[source]\n", "[source]\nprovenance = 'Another text.'\n")
            + """
[validation]
formats = "dialect"
nulls = "absent"
[documents]
each = "/data"
[severity]
"/properties/status/enum" = "warning"
[[rules]]
id = "first"
assert = "a <= b"
[[rules]]
id = "second"
when = "present(c)"
assert = "d"
severity = "warning"
because = "It is so."
undeclared = ["c"]
""",
        )
    )

    assert (contract.formats, contract.nulls, contract.each) == ("dialect", "absent", "/data")
    assert contract.provenance == "Another text."
    assert contract.severity == {"/properties/status/enum": "warning"}
    assert contract.rules == (
        Rule("first", "a <= b"),
        Rule("second", "d", "present(c)", "warning", "It is so.", ("c",)),
    )


def test_paths_are_taken_from_the_folder_of_the_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract_file(tmp_path)
    monkeypatch.chdir(tmp_path)

    contract = load("job.contract.toml")

    assert contract.schema_file == "job.json"
    assert contract.package_path == os.path.join("..", "generated", "job")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "[package]",
            "[pakage]",
            "job.contract.toml:8: pakage: unknown key `pakage`, did you mean `package`?",
        ),
        (
            "class =",
            "klass =",
            "job.contract.toml:10: package.klass: unknown key `klass`, did you mean `class`?",
        ),
        (
            "schema =",
            "zzz = 1\nschema =",
            f"job.contract.toml:1: zzz: unknown key `zzz`; the keys here are {KEYS}",
        ),
        (
            '"../generated/job"',
            '"../generated/job-1"',
            f"job.contract.toml:9: package.path: the folder `job-1` cannot be imported; {CURE}",
        ),
        (
            '"../generated/job"',
            '"../generated/class"',
            f"job.contract.toml:9: package.path: the folder `class` cannot be imported; {CURE}",
        ),
        (
            '"Job"',
            '"None"',
            "job.contract.toml:10: package.class: `None` is a word of Python; name the class otherwise",
        ),
        (
            '"job.json"',
            '"other.json"',
            f"job.contract.toml:1: schema: there is no file 'FOLDER/other.json'; {TAKEN}",
        ),
        (
            "[source]",
            "[source",
            "job.contract.toml:4:8: not TOML: Expected ']' at the end of a table declaration",
        ),
        ("[source]", "id = 1", "job.contract.toml:4:7: not TOML: Cannot overwrite a value"),
    ],
)
def test_the_mistake_is_named_by_line_and_key(tmp_path: Path, before: str, after: str, message: str) -> None:
    first = refusal(tmp_path, CONTRACT.replace(before, after, 1)).splitlines()[0]

    assert first.replace(str(tmp_path), "FOLDER") == message


@pytest.mark.parametrize(
    ("addition", "place"),
    [
        ("[validation]\nnulls = 'ignore'", ":12: validation.nulls: "),
        ("[validation]\nformats = true", ":12: validation.formats: "),
        ("[documents]\neach = 'data'", ":12: documents.each: "),
        ("[severity]\n'/properties/a/enum' = 'info'", ":12: severity.'/properties/a/enum': "),
        ("[severity]\nstatus = 'warning'", ":1"),
        ("[[rules]]\nid = 'a'", ":11: rules[0]: "),
        ("[[rules]]\nid = 'a'\nassert = 'b'\n[[rules]]\nassert = 1\nid = 'b'", ":15: rules[1].assert: "),
        ("[[rules]]\nid = 'A b'\nassert = 'b'", ":12: rules[0].id: "),
        ("[[rules]]\nid = 'a'\nassert = 'b'\nseverity = 'fatal'", ":14: rules[0].severity: "),
        ("[[rules]]\nid = 'a'\nassert = 'b'\nwhen = 2020-01-01", ":14: rules[0].when: "),
        ("[[rules]]\nid = 'a'\nassert = 'b'\nbecause = nan", ":14: rules[0].because: "),
        (
            "[[rules]]\nid = 'a'\nassert = 'b'\n[[rules]]\nid = 'a'\nassert = 'b'",
            ":15: rules[1].id: the id is that of rules[0] too; give each rule its own",
        ),
    ],
)
def test_a_mistake_in_an_optional_table_is_named_too(tmp_path: Path, addition: str, place: str) -> None:
    assert refusal(tmp_path, CONTRACT + addition).startswith(f"job.contract.toml{place}")


def test_every_mistake_is_named(tmp_path: Path) -> None:
    message = refusal(tmp_path, CONTRACT.replace("class", "klass") + "[validation]\nformat = 1\nnulls = 2")

    places = [line.split(": ")[:2] for line in message.splitlines()]
    assert places[:2] == [
        ["job.contract.toml:10", "package.klass"],
        ["job.contract.toml:12", "validation.format"],
    ]
    assert ["job.contract.toml:13", "validation.nulls"] in places
    assert ["job.contract.toml:8", "package"] in places


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xef\xbb\xbf" + CONTRACT.encode(), ":1: the file begins with a byte-order mark"),
        (b'schema = "job.json"\nid = "\xff"', ":2: the byte 0xff is not UTF-8"),
        (CONTRACT.encode("utf-16"), ":1: the byte 0xff is not UTF-8"),
        (b"\0", ":1:1: not TOML: "),
        (b"x = " + b"[" * 100_000, ": the values are nested too deeply for a contract"),
        (b"x = " + b"{a=" * 50_000, ": the values are nested too deeply for a contract"),
        (b"x = " + b"9" * 100_000, ": not TOML: "),
        (b"a." * 100_000 + b"a = 1", ":1: the line has more than 50 dots"),
        (b"\n[" + b'"a".' * 60 + b"a]", ":2: the line has more than 50 dots"),
        (b"#" * 300_000, ": the file is larger than a contract can be, 262,144 bytes"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    assert refusal(tmp_path, content).startswith(f"job.contract.toml{message}")


def test_an_empty_file_lacks_every_required_key(tmp_path: Path) -> None:
    message = refusal(tmp_path, "")

    assert all(
        f'"{name}"' in message or f"'{name}'" in message for name in ("schema", "id", "source", "package")
    )


def test_of_many_mistakes_the_first_are_named(tmp_path: Path) -> None:
    message = refusal(tmp_path, "\n".join(f"key{number} = 1" for number in range(2_000)))

    assert len(message.splitlines()) == 20


@pytest.mark.parametrize("name", ["missing.contract.toml", "", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ContractError, match="the contract cannot be read: "):
        load(name)


@given(text=st.text("[]{}=.'\"ab \n#\\1", max_size=40))
def test_any_text_is_a_contract_or_a_contract_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    with pytest.raises(ContractError):
        load(contract_file(tmp_path_factory.getbasetemp(), text))


def test_an_error_about_a_loaded_contract_gets_its_file_and_line(tmp_path: Path) -> None:
    path = contract_file(tmp_path, f"{CONTRACT}[[rules]]\nid = 'a'\nassert = 'b'\n")
    contract = load(path)

    error = located(ContractError("it is wrong", key="rules[0].assert"), contract)

    assert str(error) == f"{path}:13: rules[0].assert: it is wrong"

    os.remove(path)
    assert str(located(error, contract)) == f"{path}: rules[0].assert: it is wrong"


def test_the_values_of_a_contract_cost_no_heavy_import() -> None:
    program = (
        "import sys; import holotype.contract; "
        "print(*{'jsonschema', 'tomllib', 'dataclasses', 'pathlib', 'difflib', 'hashlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""
