"""The JSON-Schema-Test-Suite, run through emitted source: `python -m tests.conformance [SUITE]`."""
