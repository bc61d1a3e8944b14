"""JSON texts, whole and then mutated: what an attacker, a broken tool or a bad disk makes of them."""

from __future__ import annotations

import json
import random
from typing import Final

BRACKETS: Final = ((b"[", b"]"), (b'{"a":', b"}"), (b'[{"b":', b"}]"), (b" [ 1 , ", b" ] "))
NUMBERS: Final = (
    *(b"1e308", b"1e309", b"-1.8e308", b"1E400", b"5e-324", b"1e-999", b"-0", b"0.0", b"01", b"1.", b".5"),
    *(b"18446744073709551615", b"18446744073709551616", b"-9223372036854775809", b"NaN", b"-Infinity"),
    *(sign + digits * b"7" for sign in (b"", b"-") for digits in (400, 641, 4299, 4300, 4301, 5000)),
    400 * b"9" + b".5",
    b"0." + 5000 * b"3",
)
SURROGATES: Final = (
    *(rb"\ud83d", rb"\ude00", rb"\ud83d\ude00", rb"\uD83D\uD83D", rb"\uDE00\uD83D", rb"\\ud83d", rb"\u0000"),
    b"\xf0\x9f\x98\x80",
)
BLANKS: Final = (
    *(b" ", b"\t", b"\r", b"\n", b"\r\n", b"\v", b"\f", b"\0", b"\xc2\xa0", b"\xc2\x85", b"\xe2\x80\xa8"),
    *(b"\xe3\x80\x80", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"\x1c"),
)
NOT_UTF_8: Final = (
    *(b"\xed\xa0\xbd", b"\xed\xa0\xbd\xed\xb8\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe", b"\xc3"),
)
STRINGS: Final = ("", "a", "b", "[", "{", '"', "\\", '\\"', "]}", "é", "😀", "\u2028", "[[" * 300)


def text_of(chance: random.Random) -> bytes:
    """A valid text, sometimes with a name that comes again over a deep, long or ordinary value."""
    text = json.dumps(_value(chance, 3), ensure_ascii=chance.random() < 0.5).encode()
    for _ in range(chance.choice((0, 0, 1, 2))):
        text = _replaced(chance, text)
    return text


def mutated(text: bytes, chance: random.Random) -> bytes:
    """The text after a mutation or a few; what is mutated may be broken already."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice(MUTATIONS)(chance, text)
    return text


def _value(chance: random.Random, depth: int) -> object:
    kind = chance.randrange(8 if depth else 5)
    if kind >= 6:
        return {chance.choice(STRINGS): _value(chance, depth - 1) for _ in range(chance.randrange(4))}
    if kind == 5:
        return [_value(chance, depth - 1) for _ in range(chance.randrange(5))]
    if kind == 4:
        return "".join(chance.choice(STRINGS) for _ in range(chance.randrange(3)))
    return (None, True, chance.randint(-(10**20), 10**20), chance.uniform(-9, 9))[kind]


def _piece(chance: random.Random) -> bytes:
    """Something that readers could disagree about."""
    kind = chance.randrange(5)
    if kind == 0:
        opening, closing = chance.choice(BRACKETS)
        deep = chance.choice((1, 2, 255, 256, 510, 511, 512, 513, 600, 2000))
        return deep * opening + b"1" + (deep if chance.random() < 0.8 else deep - 1) * closing
    if kind == 1:
        return b'"' + chance.choice(SURROGATES) + chance.choice((b"", *SURROGATES)) + b'"'
    if kind == 2:
        return json.dumps(_value(chance, 2)).encode()
    return chance.choice(chance.choice((NUMBERS, NUMBERS, NUMBERS, SURROGATES, BLANKS, NOT_UTF_8)))


def _replaced(chance: random.Random, text: bytes) -> bytes:
    """A value that is now the last of one name, the first of which stood over something else."""
    name = json.dumps(chance.choice(STRINGS[:8])).encode()
    again = name if chance.random() < 0.8 else rb'"\u0061"'
    members = [name + b":" + _piece(chance), again + b":" + text]
    if chance.random() < 0.2:
        members.reverse()
    return b"{" + b",".join(members) + b"}"


def _flipped(chance: random.Random, text: bytes) -> bytes:
    if not text:
        return text
    place = chance.randrange(len(text))
    return text[:place] + bytes([text[place] ^ 1 << chance.randrange(15) % 8]) + text[place + 1 :]


def _cut(chance: random.Random, text: bytes) -> bytes:
    start = chance.randrange(len(text) + 1)
    return text[:start] if chance.random() < 0.5 else text[:start] + text[start + chance.randrange(1, 9) :]


def _doubled(chance: random.Random, text: bytes) -> bytes:
    start = chance.randrange(len(text) + 1)
    end = start + chance.randrange(1, 40)
    return text[:end] + text[start:]


def _inserted(chance: random.Random, text: bytes) -> bytes:
    place = chance.randrange(len(text) + 1)
    return text[:place] + _piece(chance) + text[place:]


def _in_front(chance: random.Random, text: bytes) -> bytes:
    blank = chance.choice(BLANKS)
    return blank + text if chance.random() < 0.5 else text + blank


MUTATIONS: Final = (_flipped, _cut, _doubled, _inserted, _replaced, _replaced, _replaced, _in_front)
