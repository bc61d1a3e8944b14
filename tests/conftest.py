"""The Hypothesis profiles "quick", "round" (of `make fuzz`) and "thorough"; and the usual recursion limit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# No deadline: machines that run tests are shared, and a slow moment is not a failure.
# A change is judged by the same examples each time; who works on it meets new ones, and a failure says what
# brings it back.  `make fuzz` is for new ones wherever it runs.
settings.register_profile(
    "quick", max_examples=30, deadline=None, derandomize="CI" in os.environ, print_blob=True
)
settings.register_profile(
    "round",
    max_examples=500,
    deadline=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("round"), max_examples=5_000)
settings.load_profile("quick")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the cache of who runs it, nor is any made right by what that holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLOTYPE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def usual_recursion_limit() -> Iterator[None]:
    """Python's own limit, whatever a library that ran before has left (mypy raises it for good)."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)
    yield
    sys.setrecursionlimit(limit)
