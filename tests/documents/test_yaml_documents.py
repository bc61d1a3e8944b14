"""YAML as people write it, read as ruamel.yaml reads it: the same values, at the places of its own marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from holotype.documents import Document, locate, parse
from holotype.documents.text_lines import LineCounter

COMPOSE = """\
# Two services that share what an extension field holds.
x-service: &service
  restart: unless-stopped
  environment: &environment
    LOG_LEVEL: info
    TZ: Europe/Berlin   # a comment behind
  logging:
    driver: json-file
    options: {max-size: "10m", max-file: "3"}

services:
  web:
    <<: *service
    image: nginx:1.27-alpine
    ports:
      - "8080:80"
      - 443:443
    environment:
      <<: *environment
      LOG_LEVEL: debug
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost"]
      interval: 30s
  worker:
    image: example/worker
    <<: *service
    deploy: {replicas: 2, resources: {limits: {cpus: '0.50', memory: 50M}}}
volumes:
  data:
"""
WORKFLOW = """\
name: CI
on:
  push:
    branches: [main, 'release/**']
  pull_request:
  schedule:
    - cron: '0 4 * * 1'
env: {FORCE_COLOR: 1}
jobs:
  test:
    runs-on: ${{ matrix.os }}
    strategy:
      fail-fast: false
      matrix:
        os: [ubuntu-latest, macos-latest]
        python: ["3.11", 3.12]
    steps:
    - uses: actions/checkout@v4
    - name: Install
      run: |
        python -m pip install --upgrade pip
        pip install -e '.[dev]'   # not a comment

    - name: Test
      if: github.event_name == 'push' &&
        github.ref == 'refs/heads/main'
      run: >-
        pytest -q
        --maxfail=1

      continue-on-error: false
"""
OPENAPI = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        200:
          description: the order
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Order'}
        404: {description: none}
        default: {description: "something else"}
components:
  schemas:
    Order:
      type: object
      properties:
        id: {type: string}
        total: {type: number, minimum: 0.0}
"""
MANIFESTS = """\
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec:
  selector:
    app: web
  ports:
  - protocol: TCP
    port: 80
    targetPort: 9376
---
# Source: chart/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: web
        image: "web:1.2"
        args: ["--port", "80"]
        env:
        - name: EMPTY
          value: ""
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: files
data:
  nginx.conf: |
    server {
      listen 80;
    }
  enabled: "true"
...
"""
DOCUMENTS: Final = {
    "compose file": COMPOSE,
    "workflow with on": WORKFLOW,
    "OpenAPI with integer keys": OPENAPI,
    "manifests in a stream": MANIFESTS,
    "pre-commit configuration": """\
repos:
-   repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v5.0.0
    hooks:
    -   id: check-yaml
        args: [--allow-multiple-documents]
    -   id: end-of-file-fixer
""",
    "playbook": """\
- hosts: all
  become: yes
  vars: {port: 8080, modes: [0o644, 0x1F]}
  tasks:
    - name: install
      apt: name=nginx state=present
      when: ansible_os_family == "Debian" and
            port > 1024
      notify: [restart]
""",
    "own keys win, whatever the order": """\
a: &a {x: 1, y: 1}
b: {x: 2, <<: *a}
c: {<<: *a, x: 3, z: 3}
""",
    "the first of a list wins": """\
- &a {x: 1, y: 1}
- &b {x: 2, z: 2}
- <<: [*a, *b]
  w: 0
- <<: [*b, *a]
- <<: []
  only: own
""",
    "merges of merges": """\
base: &base
  keep: {deep: [1, 2]}
  over: base
middle: &middle
  <<: *base
  over: middle
top:
  over: top
  <<: *middle
""",
    "a merged mapping written in place": "a:\n  <<: {x: 1, y: {z: 2}}\n  x: own\n",
    "a merge key with the tag of YAML 1.1": "a: &a {x: 1}\nb: {!!merge <<: *a, y: 2}\n",
    "a quoted merge key": "a: {'<<': 1}\nb: {\"<<\": {x: 1}}\nc: {!!str <<: 3}\n",
    "aliases": "a: &a [1, &b {c: d}]\nb: *b\nc: [*a, *b]\n&key k: v\nl: *key\n",
    "literal blocks": """\
clip: |
  one
   two

strip: |-
  one
  two
keep: |+
  one

indented: |2
    two more
last: |
  # no comment
  x: y
""",
    "folded blocks": """\
clip: >
  one
  two

  three
strip: >-
  one
  two

keep: >+
  one
    more
  two

last: >
  end""",
    "flow style": '{a: [1, 2, {b: c, \'d\': "e"}], f: {}, g: [], h, "i":1, j: [k: l, m]}\n',
    "flow style over lines": "a: [\n  1,   # one\n  2,\n]\nb: {\n  c: d,\n  e:\n    f,\n}\n",
    "multi-line scalars": """\
plain: one
  two

  three
single: 'it''s
  two'
double: "one \\
  two\\n
  three \\u00e9 \\x41"
""",
    "unicode": 'größe: "ä😀"\n\'日本\': [é, \u00a0x]\nemoji: 🎉 # 🎈\nescaped: "\\U0001F600"\n',
    "tabs in values": "a: 'x\ty'\nb: \"\tz\"  # a\tb\nc: |\n  \tindented\nd: {\n\te: 1\n}\n",
    "comments everywhere": """\
# first

a: 1 # one
# between
b:   # of b
  # before c
  c: 2
  # after c
#d: 3
e: '#not' #yes
f: a#b
# last
""",
    "complex indentation": """\
a:
- - 1
  - 2
-   -   deep
    -
      x: 1
      y:
      - z
b:
      far: in
""",
    "explicit keys": '? a\n: 1\n? b c\n: - 2\n? "d"\n? |\n  block\n: e\n',
    "document end markers": "a: 1\n...\n---\nb: 2\n...\n# nothing more\n",
    "directives": "%YAML 1.2\n%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1\n...\n%YAML 1.2\n---\nb: 2\n",
    "Windows line ends": "a: 1\r\nb:\r\n  - x\r\n  - y: |\r\n      two\r\n      lines\r\nc: 'q\r\n  r'\r\n",
    "scalars of the core schema": """\
- [null, ~, Null, NULL, ]
- [true, True, TRUE, false, False, FALSE]
- [yes, no, on, off, y, n, Yes, NO]
- [0, -1, +2, 12345678901234567890, 0o17, 0xFf]
- [1.5, -0.0, 1e3, 1.5E-2, +1.0]
- [2024-01-31, 2024-01-31T10:00:00Z, 12:30:45, 1.2.3, 0x, 1e, -, ., +]
- ["1", 'true', "null", '']
""",
    "tags of the core schema": """\
- !!str 200
- !!int "200"
- !!float 1
- !!float '1e3'
- !!bool "true"
- !!null ''
- !!map {a: !!seq [1]}
- !<tag:yaml.org,2002:str> true
- !!str
- !!str |
  text
""",
    "keys of every kind": "200: a\n0x10: b\n-1: c\ntrue: d\n~: {False: [{0: e}]}\nkey: f\n'5': g\n",
    "empty values": "a:\nb: ''\nc: []\nd:\n  e:\n  f: null\n",
    "a scalar alone": "just words\n",
    "a byte-order mark": "\ufeffa: 1\nb: [é]\n",
    "a separator and a comment": "---\n# nothing\n---\na: 1\n",
    "long lines": f"key: {'word ' * 300}\nlist: [{', '.join(map(str, range(200)))}]\n",
}
NAMES: Final = {None: "null", True: "true", False: "false"}


class Strings(SafeConstructor):
    """Dates and times are strings to JSON."""


Strings.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def reader() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = Strings
    return yaml


def as_json(value: object) -> object:
    """What ruamel.yaml reads, with the names that its keys have in JSON."""
    if isinstance(value, dict):
        return {
            key if isinstance(key, str) else NAMES[key] if key is None or type(key) is bool else str(key):
            as_json(member)
            for key, member in value.items()
        }  # fmt: skip
    return [as_json(item) for item in value] if isinstance(value, list) else value


def documents(text: str) -> list[Document]:
    found = list(parse(text.encode(), "yaml"))
    assert all(document.parsed for document in found), [document.findings for document in found]
    return found


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_an_ordinary_document_has_the_values_that_ruamel_yaml_reads(text: str) -> None:
    expected = [as_json(value) for value in reader().load_all(text)]
    found = [document.instance for document in documents(text)]
    assert found == expected
    assert [*map(kinds, found)] == [*map(kinds, expected)]


def kinds(value: object) -> object:
    """The types of a value, for 1 is 1.0 and True."""
    if isinstance(value, dict):
        return {key: kinds(member) for key, member in value.items()}
    return [kinds(item) for item in value] if isinstance(value, list) else type(value)


class Expected:
    """A pointer with the nodes of its value and its key, where ruamel.yaml composed them."""

    def __init__(self, pointer: str, node: Any, key: Any, *, alias: bool) -> None:
        self.pointer = pointer
        self.node = node
        self.key = key
        self.alias = alias


def composed(root: Any) -> Iterator[Expected]:
    """All values of a document, what is merged at the anchor; a node that comes again is an alias."""
    aliases = set()
    seen: set[int] = set()

    def look(owner: Any, part: int, node: Any) -> None:
        if id(node) in seen:
            aliases.add((id(owner), part))
            return
        seen.add(id(node))
        children = (
            [each for pair in node.value for each in pair] if isinstance(node, MappingNode) else node.value
        )
        for number, child in enumerate(children if not isinstance(node, ScalarNode) else ()):
            look(node, number, child)

    def members(mapping: Any) -> dict[str, tuple[Any, Any, bool]]:
        own, merged = {}, {}
        for number, (key, value) in enumerate(mapping.value):
            if key.tag.endswith(":merge"):
                for each in value.value if isinstance(value, SequenceNode) else [value]:
                    merged.update({name: at for name, at in members(each).items() if name not in merged})
            else:
                own[name_of(key)] = key, value, (id(mapping), 2 * number + 1) in aliases
        return merged | own

    def walk(pointer: str, node: Any, key: Any, alias: bool) -> Iterator[Expected]:
        yield Expected(pointer, node, key, alias=alias)
        if isinstance(node, MappingNode):
            for name, (its_key, value, its_alias) in members(node).items():
                token = name.replace("~", "~0").replace("/", "~1")
                yield from walk(f"{pointer}/{token}", value, its_key, its_alias)
        elif isinstance(node, SequenceNode):
            for number, item in enumerate(node.value):
                yield from walk(f"{pointer}/{number}", item, None, (id(node), number) in aliases)

    look(None, 0, root)
    yield from walk("", root, None, False)


def name_of(key: Any) -> str:
    value = as_json({reader().constructor.construct_object(key): 0})
    assert isinstance(value, dict)
    return str(next(iter(value)))


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_each_value_and_key_stands_where_ruamel_yaml_marks_it(text: str) -> None:
    text = text.removeprefix("\ufeff")  # which no column counts
    place = LineCounter(text)
    compared = 0
    for document, root in zip(documents(text), reader().compose_all(text), strict=True):
        expected = list(composed(root))
        located = locate(document, [each.pointer for each in expected])
        for each in expected:
            value, key, exists = located[each.pointer]
            assert exists
            if not each.alias:
                start, end = each.node.start_mark.index, each.node.end_mark.index
                if start == end:  # no value: it has that where the next thing begins
                    start = end = behind(text, each.key)
                assert value[:2] == place(start), each.pointer
                if isinstance(each.node, ScalarNode) or each.node.flow_style:
                    blank = getattr(each.node, "style", None) in ("|", ">")
                    end = start + len(text[start:end].rstrip()) if blank else end
                    assert value[2:] == place(end), each.pointer
            if each.key is not None:
                assert key is not None
                assert (key[:2], key[2:]) == (
                    place(each.key.start_mark.index),
                    place(each.key.start_mark.index + len(text_of(text, each.key).rstrip())),
                )
            compared += 1
    assert compared


def behind(text: str, key: Any) -> int:
    """Where a value that is not there would stand: behind the colon, the key or the beginning."""
    if key is None:
        return text.index("---") + 3
    end = int(key.end_mark.index)
    colon = re.compile(r"(?:\s|#.*)*:").match(text, end)
    return colon.end() if colon else end


def text_of(text: str, node: Any) -> str:
    return text[node.start_mark.index : node.end_mark.index]


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), max_size=3),
            st.lists(st.integers(0, 5), max_size=3),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_is_merged_is_as_ruamel_yaml_merges_it(
    mappings: list[tuple[dict[str, int], list[int], bool]],
) -> None:
    lines = []
    for number, (own, merged, first) in enumerate(mappings):
        members = [f"{key}: {value}" for key, value in own.items()]
        names = [f"*m{other}" for other in merged if other < number]
        if names:
            key = "<<: " + (names[0] if len(names) == 1 else f"[{', '.join(names)}]")
            members = [key, *members] if first else [*members, key]
        lines.append(f"- &m{number} {{{', '.join(members)}}}")
    text = "\n".join(lines)
    (document,) = documents(text)
    assert document.instance == YAML(typ="safe", pure=True).load(text)
