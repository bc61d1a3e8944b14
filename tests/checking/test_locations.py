"""Documents whose values stand at places that take very much text to name."""

from __future__ import annotations

import io
import json

import holotype
from holotype.checking.locations import are_too_long
from holotype.documents import parse

SCHEMA = {"additionalProperties": {"items": {"type": "string"}}}


def long(length: int, items: int) -> bytes:
    return json.dumps({"k" * length: [1] * items}).encode()


def test_what_is_wrong_is_not_listed_where_its_places_would_take_all_memory() -> None:
    (document,) = parse(long(200_000, 5_000), "json")
    assert are_too_long(document)
    (document,) = parse(long(100_000, 5_000), "json")
    assert not are_too_long(document)


def test_nested_names_count_for_all_that_is_below() -> None:
    text = '{"' + '":{"'.join(["n" * 1_000] * 300) + '":[' + ",".join(["1"] * 9_000) + "]" + "}" * 300
    (document,) = parse(text.encode(), "json")
    assert are_too_long(document)


def test_the_command_says_so_in_one_sentence_and_counts_the_instance() -> None:
    (found,) = holotype.check(io.BytesIO(long(200_000, 5_000)), SCHEMA)
    assert (found.keyword, found.severity, found.line) == ("size", "error", 1)
    assert found.message == (
        "something is wrong with this document, but the places of its values take more than 512 MiB to name: "
        "shorten the names of its properties, or flatten it"
    )


def test_a_clean_document_is_clean_however_long_its_names_are() -> None:
    stream = io.BytesIO(json.dumps({"k" * 200_000: ["a"] * 5_000}).encode())
    assert list(holotype.check(stream, SCHEMA)) == []
