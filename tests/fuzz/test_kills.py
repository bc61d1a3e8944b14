"""A run that writes a package may be killed at any moment."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.codegen.kills import can_exchange, hold

KILLS = str(settings().max_examples // 25)  # 200 in the thorough profile

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are of forked processes")


@pytest.mark.skipif(not can_exchange(), reason="folders cannot be exchanged here")
@pytest.mark.parametrize("way", ["random", "command"])
def test_a_run_killed_at_any_moment_leaves_a_whole_package(way: str) -> None:
    hold("--way", way, "--kills", KILLS)


def test_where_folders_cannot_be_exchanged_the_next_run_repairs() -> None:
    hold("--way", "random", "--kills", KILLS, "--no-exchange")
