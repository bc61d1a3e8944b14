"""A violated rule is shown at a value that it reads."""

from __future__ import annotations

import json
from pathlib import Path

import holotype

JOB = {
    "id": "7b0b0a4e-5c9a-4f9e-8d7a-0d9a3e6f1c22",
    "model": "m",
    "endpoint": "/v1/ocr",
    "status": "RUNNING",
}


def shown(folder: Path, document: object, at: str = "") -> list[tuple[str, int, str]]:
    file = folder / "job.json"
    file.write_text(json.dumps(document, indent=0))
    return [
        (each.keyword_location, each.line, each.instance_location)
        for each in holotype.check([str(file)], at=at)
    ]


def test_a_violated_rule_is_shown_at_the_first_value_that_it_reads(tmp_path: Path) -> None:
    job = {**JOB, "total_requests": 10, "completed_requests": 12}
    assert shown(tmp_path, job) == [("/rules/completed-within-total", 7, "")]


def test_one_that_reads_an_absent_value_first_is_shown_at_the_next(tmp_path: Path) -> None:
    assert shown(tmp_path, {**JOB, "status": "FAILED"}) == [("/rules/terminal-has-completed-at", 5, "")]


def test_in_a_list_answer_it_is_shown_in_its_own_job(tmp_path: Path) -> None:
    answer = {"object": "list", "data": [JOB, {**JOB, "completed_requests": 12, "total_requests": 10}]}
    assert shown(tmp_path, answer) == [("/rules/completed-within-total", 15, "/data/1")]


def test_in_a_value_that_is_pointed_to_it_is_shown_in_there(tmp_path: Path) -> None:
    job = {**JOB, "completed_requests": 12, "total_requests": 10}
    found = shown(tmp_path, {"total_requests": 1, "response": job}, at="/response")
    assert found == [("/rules/completed-within-total", 8, "/response")]
