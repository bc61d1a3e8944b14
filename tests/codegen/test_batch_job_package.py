"""The committed package of the batch job."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from holotype.codegen.folders import drift
from holotype.codegen.package import render
from holotype.documents.sources import read_contract

ROOT = Path(__file__).parents[2]

# A job as the service answers: nulls for what is not there yet, and a property that the schema does not name.
JOB: dict[str, Any] = {
    "id": "0b9e0c5e-5a43-4a57-9c7b-0f4d0a4d2f11",
    "object": "batch",
    "input_files": ["7a0b4b2c-34a5-4f6b-8d0a-1f2e3d4c5b6a"],
    "endpoint": "/v1/embeddings",
    "model": "mistral-embed",
    "status": "RUNNING",
    "created_at": 1700000000,
    "started_at": 1700000060,
    "completed_at": None,
    "total_requests": 3,
    "completed_requests": 1,
    "succeeded_requests": 1,
    "failed_requests": 0,
    "metadata": None,
    "output_file": None,
    "error_file": None,
    "errors": [],
}

PROGRAM = """
import json, sys

class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"holotype", "jsonschema", "referencing", "msgspec"}:
            raise ImportError(name)
        return None

sys.meta_path.insert(0, Refusing())
sys.path.insert(0, sys.argv[1])
text = sys.stdin.read()

from mistral_batch_job.validator import is_valid
assert is_valid(json.loads(text))
assert not {"dataclasses", "importlib.metadata", "mistral_batch_job.models"} & set(sys.modules)

from mistral_batch_job import BatchJob, from_dict, iter_errors, loads, strip, to_dict, validate
job = loads(text)
assert isinstance(job, BatchJob)
assert to_dict(job) == strip(json.loads(text))
assert job == from_dict(json.loads(text))
print(job.status, job.completed_requests, job.completed_at, job.additional_properties)
"""


def test_the_package_stands_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROGRAM, str(ROOT / "generated")],
        input=json.dumps(JOB),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == "RUNNING 1 None {'errors': []}\n"


def test_the_package_is_what_its_contract_and_schema_generate() -> None:
    contract, schema = read_contract(str(ROOT / "schemas" / "mistral" / "batch-job.contract.toml"))
    assert drift(contract.package_path, render(contract, schema)) == ""
