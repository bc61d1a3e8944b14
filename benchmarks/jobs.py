"""Batch jobs to measure with: made up, in the recorded shape, the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

SCHEMA = Path(__file__).parents[1] / "schemas" / "mistral" / "batch-job.json"

STATUSES = ("SUCCESS", "SUCCESS", "SUCCESS", "RUNNING", "QUEUED", "FAILED", "CANCELLED")
ENDPOINTS = ("/v1/chat/completions", "/v1/embeddings", "/v1/ocr", "/v1/moderations")


def jobs(count: int, broken_each: int = 0) -> Iterator[dict[str, Any]]:
    """`count` jobs as the API sends them, nulls included; with `broken_each`, one in so many is broken."""
    numbers = random.Random(2026)

    def uuid() -> str:
        return str(UUID(int=numbers.getrandbits(128), version=4))

    for index in range(count):
        status = STATUSES[index % len(STATUSES)]
        created = 1_760_000_000 + index
        total = 0 if status == "QUEUED" else numbers.randrange(1, 10_000)
        completed = total if status == "SUCCESS" else total // 2
        failed = completed // 50
        running, waiting = status == "RUNNING", status == "QUEUED"
        job: dict[str, Any] = {
            "id": uuid(),
            "input_files": [uuid()],
            "endpoint": ENDPOINTS[index % len(ENDPOINTS)],
            "model": "mistral-small-latest",
            "agent_id": None,
            "errors": [{"message": "context length exceeded", "count": failed}] if failed else [],
            "outputs": None,
            "status": status,
            "created_at": created,
            "total_requests": total,
            "completed_requests": completed,
            "succeeded_requests": completed - failed,
            "failed_requests": failed,
            "object": "batch",
            "metadata": {"job_type": "testing"} if index % 3 else None,
            "output_file": uuid() if status == "SUCCESS" else None,
            "error_file": uuid() if failed and not running else None,
            "started_at": None if waiting else created + 5,
            "completed_at": None if waiting or running else created + 600,
        }
        if broken_each and index % broken_each == 0:
            job["completed_requests"] = str(completed) if index % 2 else total + 1
        yield job


def without_nulls(job: dict[str, Any]) -> dict[str, Any]:
    """The same job as the vendored schema wants it to the letter."""
    return {name: value for name, value in job.items() if value is not None}
