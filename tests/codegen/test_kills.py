"""A run that writes a package may be killed at any step; tests/fuzz/ has it killed at any moment."""

from __future__ import annotations

import os

import pytest

from tests.codegen.kills import can_exchange, hold

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are of forked processes")
exchanging = pytest.mark.skipif(not can_exchange(), reason="folders cannot be exchanged here")


@exchanging
@pytest.mark.parametrize("way", ["step", "step-twice"])
def test_a_run_killed_at_any_step_leaves_a_whole_package(way: str) -> None:
    hold("--way", way)


def test_where_folders_cannot_be_exchanged_the_next_run_repairs() -> None:
    hold("--way", "step-twice", "--no-exchange")
