"""What every codec.py carries a copy of: containers copied, undeclared properties kept apart, JSON text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from holotype.compiler.library.depth import with_more_stack
from holotype.documents.strict import has_surrogate

COPIED_DEEPEST: Final = 100_000  # beyond it a value is taken for a cyclic one

# What is called with something else than text, by an attribute of that.
CALLS_FOR_OTHERS: Final = {
    "tobytes": "loads(bytes(...))",
    "read_bytes": "loads(path.read_bytes())",
    "read": "loads(file.read())",
    "keys": "from_dict(...)",
    "append": "from_dict(...)",
}


def copied(value: Any) -> Any:
    """The value with containers of its own, however deep; scalars are shared.

    Raises `ValueError` for a cyclic value.
    """
    if not isinstance(value, (dict, list)):
        return value
    result: list[Any] = [value]
    waiting: list[tuple[Any, int]] = [(result, 0)]
    while waiting:
        container, depth = waiting.pop()
        if depth > COPIED_DEEPEST:
            raise ValueError(f"the value is cyclic, or nested deeper than {COPIED_DEEPEST} containers")
        for key, item in container.items() if isinstance(container, dict) else enumerate(container):
            if isinstance(item, (dict, list)):
                own = container[key] = dict(item) if isinstance(item, dict) else list(item)
                waiting.append((own, depth + 1))
    return result[0]


def undeclared(properties: Mapping[str, Any], declared: frozenset[str]) -> Mapping[str, Any]:
    """The properties again; raises `ValueError` if one of them is declared and so has a field of its own."""
    clash = next((name for name in properties if name in declared), None)
    if clash is not None:
        raise ValueError(
            f"additional_properties holds {clash!r}, which has a field of its own; set that field"
        )
    return properties


def given_text(text: str | bytes | bytearray) -> str | bytes | bytearray:
    """The text; raises `TypeError`, which says what to call, for anything that is no text."""
    if isinstance(text, (str, bytes, bytearray)):
        return text
    call = next((call for attribute, call in CALLS_FOR_OTHERS.items() if hasattr(text, attribute)), None)
    raise TypeError(
        f"loads takes JSON text (str, bytes or bytearray), found a value of type {type(text).__name__}"
        + (f"; call {call}" if call else "")
    )


def given_model(model: Any, *classes: type) -> Any:
    """The model; raises `TypeError`, which says what to do, for what is of none of the classes."""
    if isinstance(model, classes):
        return model
    names = " or ".join(each.__name__ for each in classes)
    call = "; call from_dict(...) first" if isinstance(model, (dict, list)) else ""
    found = type(model).__name__
    raise TypeError(f"to_dict and dumps take a model, {names}, found a value of type {found}{call}")


def json_text(value: Any) -> str:
    """Strict JSON text (RFC 8259) of a JSON value.

    Raises `ValueError` for what strict JSON cannot say: NaN, an infinity, a lone surrogate, a cycle, an
    integer of too many digits; `RecursionError`, with a sentence, for a value that is nested too deeply.
    """
    try:
        text = unchecked_json_text(value)
    except RecursionError:
        text = with_more_stack(unchecked_json_text, value)
    if has_surrogate(text):
        raise ValueError("a string holds a lone surrogate, which JSON text in UTF-8 cannot say")
    return text


def unchecked_json_text(value: Any) -> str:
    """The JSON text of a value, which may hold lone surrogates."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
