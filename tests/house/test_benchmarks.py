"""What the benchmarks measure with is what they say it is."""

from __future__ import annotations

import json
from pathlib import Path

import mistral_batch_job.validator as validator
import pytest

import holotype
from benchmarks.jobs import SCHEMA, jobs, without_nulls

from .checkout import ROOT

SCHEMAS = sorted((ROOT / "benchmarks" / "schemas").glob("*.json"))


def test_the_jobs_are_clean_where_nulls_count_as_absent_and_only_there() -> None:
    assert all(validator.is_clean(job) for job in jobs(50))
    assert not all(validator.is_valid(job, nulls="reject") for job in jobs(50))


def test_the_jobs_of_the_peers_are_valid_to_the_letter() -> None:
    to_the_letter = holotype.compile(json.loads(SCHEMA.read_bytes()))
    assert all(to_the_letter.is_valid(without_nulls(job)) for job in jobs(50))


def test_one_job_in_so_many_is_broken() -> None:
    broken = [job for job in jobs(300, broken_each=100) if not validator.is_valid(job)]
    assert len(broken) == 3


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_the_instances_of_a_schema_are_valid(path: Path) -> None:
    content = json.loads(path.read_bytes())
    assert all(map(holotype.compile(content["schema"]).is_valid, content["instances"]))
