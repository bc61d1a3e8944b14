"""The line of a key is found as people write contracts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.contract.keys import Key, key_from, key_text, line_of

TEXT = """\
# schema = "not.json"
schema = "a.json"
package.path = "x"

[ source ]  # the source
"sha256" = "1"
because = '''
[rules]
schema = "not this"
'''
after = 1
[severity]
"/properties/a.b/enum" = "warning"
[[rules]]
id = "a"
[[rules]]
id = "b"
  assert = \"\"\"
id = "c"\"\"\"
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("schema",), 2),
        (("package", "path"), 3),
        (("source",), 5),
        (("source", "sha256"), 6),
        (("source", "after"), 11),
        (("source", "missing"), 5),
        (("severity", "/properties/a.b/enum"), 13),
        (("rules", 0, "id"), 15),
        (("rules", 1, "id"), 17),
        (("rules", 1, "assert"), 18),
        (("rules", 1, "when"), 16),
        (("other",), None),
        ((), None),
    ],
)
def test_the_line_of_a_key(key: Key, line: int | None) -> None:
    assert line_of(key, TEXT) == line


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (("package", "path"), "package.path"),
        (("rules", 2, "assert"), "rules[2].assert"),
        (("severity", "/properties/a"), "severity.'/properties/a'"),
        (("a\nb",), "'a\\nb'"),
    ],
)
def test_a_key_as_text(key: Key, text: str) -> None:
    assert key_text(key) == text


NAMES = st.from_regex(r"[a-z0-9_-]{1,5}|[a-z/. ]{1,5}", fullmatch=True)


@given(st.lists(NAMES | st.integers(0, 9)).map(tuple))
def test_a_key_is_read_back_from_its_text(key: Key) -> None:
    assert key_from(key_text(key)) == key


@pytest.mark.parametrize(
    "line", [" " * 200_000, "a" * 200_000, '""' * 100_000 + '"', "[" * 200_000, "[a" * 100_000]
)
def test_a_hostile_line_takes_no_time(line: str) -> None:
    assert line_of(("a",), f"{line}\na = 1") == 2
