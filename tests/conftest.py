"""The Hypothesis profiles: "quick" for every run of the tests, "thorough" for `make fuzz`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No deadline: machines that run tests are shared, and a slow moment is not a failure.
settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile(
    "thorough", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("quick")
