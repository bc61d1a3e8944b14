"""Verdicts that are asked for again: a schema may lead to one value of an instance along very many ways."""

from __future__ import annotations

# By predicate and identity of the value; emptied when the instance has been looked at.
REMEMBERED: dict[tuple[str, int], bool] = {}
