"""All that read JSON give one verdict on a text, whatever the environment: 1,000 texts, thorough 100,000."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.documents.test_parsers_agree import assert_agreement, digits_of_integers
from tests.fuzz.texts import mutated, text_of

TEXTS_OF_A_SEED = 20


@given(st.integers(0, 2**64), st.sampled_from([0, 640, 4300]))
def test_there_is_one_verdict_on_a_mutated_text(seed: int, limit: int) -> None:
    chance = random.Random(seed)
    with digits_of_integers(limit):
        for _ in range(TEXTS_OF_A_SEED):
            assert_agreement(mutated(text_of(chance), chance))
