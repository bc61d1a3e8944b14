"""Mutants of the source, each run against the tests: `python -m tests.mutants`."""
