"""Validating parsed instances: ours beside the peers, a batch job first, then other real schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from math import exp, log
from pathlib import Path
from typing import Any

import corvus_json_schema
import corvus_json_schema_rs
import fastjsonschema
import jsonschema
import jsonschema_rs
import jsonschema_specifications
import mistral_batch_job.validator

import holotype
from benchmarks.jobs import SCHEMA, jobs, without_nulls
from benchmarks.measure import calls, table

SCHEMAS = Path(__file__).parent / "schemas"
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\Z", re.IGNORECASE)
METASCHEMAS = {
    "draft 2020-12 metaschema": "https://json-schema.org/draft/2020-12/schema",
    "draft 2019-09 metaschema": "https://json-schema.org/draft/2019-09/schema",
    "draft-07 metaschema": "http://json-schema.org/draft-07/schema#",
    "draft-06 metaschema": "http://json-schema.org/draft-06/schema#",
    "draft-04 metaschema": "http://json-schema.org/draft-04/schema#",
}

Predicate = Callable[[Any], object]


def batch_job() -> None:
    """One job, already parsed, uuid asserted by all; the rules are checked by ours alone."""
    recorded = next(iter(jobs(1)))
    job = without_nulls(recorded)
    schema = json.loads(SCHEMA.read_bytes())
    ours = mistral_batch_job.validator.is_valid
    fast = fastjsonschema.compile(schema, formats={"uuid": UUID.match}, use_default=False)
    corvus = corvus_json_schema.compile(schema, assert_format=True)
    corvus_rs = corvus_json_schema_rs.compile(schema, assert_format=True)
    rust = jsonschema_rs.validator_for(schema, validate_formats=True)
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    strict = holotype.compile(schema)
    assert ours(recorded)
    assert all(valid(job) for valid in (corvus, corvus_rs, rust.is_valid, checker.is_valid))

    timings = calls(
        {
            "holotype, rules included": lambda: ours(job),
            "holotype, rules included, recorded shape with its nulls": lambda: ours(recorded),
            "holotype, the schema alone": lambda: strict.is_valid(job),
            "corvus-json-schema": lambda: corvus(job),
            "fastjsonschema": lambda: fast(job),
            "jsonschema": lambda: checker.is_valid(job),
            "jsonschema-rs (native)": lambda: rust.is_valid(job),
            "corvus-json-schema-rs (native)": lambda: corvus_rs(job),
        }
    )
    first = next(iter(timings.values())).best
    table(
        "One batch job, already parsed (microseconds)",
        ("validator", "best", "median", "best / ours"),
        [
            (name, f"{time.best * 1e6:.2f}", f"{time.median * 1e6:.2f}", f"{time.best / first:.2f}")
            for name, time in timings.items()
        ],
    )


def real_schemas() -> None:
    """Other schemas with valid instances, `format` asserted; the peers' ratios to ours, and their means."""
    subjects = {path.stem: _read(path) for path in sorted(SCHEMAS.glob("*.json"))}
    documents = {uri: jsonschema_specifications.REGISTRY.contents(uri) for uri in METASCHEMAS.values()}
    subjects |= {name: (documents[uri], list(documents.values())) for name, uri in METASCHEMAS.items()}

    ratios: dict[str, list[float]] = {"corvus-json-schema": [], "fastjsonschema": [], "jsonschema-rs": []}
    rows = []
    for name, (schema, candidates) in subjects.items():
        ours: Predicate = holotype.compile(schema).is_valid
        rust = jsonschema_rs.validator_for(schema, validate_formats=True)
        instances = [instance for instance in candidates if rust.is_valid(instance)]
        peers: dict[str, Predicate | None] = {
            "corvus-json-schema": corvus_json_schema.compile(schema, assert_format=True),
            "fastjsonschema": _fastjsonschema(schema, instances),
            "jsonschema-rs": rust.is_valid,
        }
        assert all(map(ours, instances)), name
        present = {"ours": ours, **{peer: predicate for peer, predicate in peers.items() if predicate}}
        timings = calls({peer: _over(predicate, instances) for peer, predicate in present.items()})
        row = [name, str(len(instances)), f"{timings['ours'].best * 1e6:.1f}"]
        for peer, collected in ratios.items():
            if peer in timings:
                collected.append(timings[peer].best / timings["ours"].best)
            row.append(f"{collected[-1]:.2f}" if peer in timings else "-")
        rows.append(row)
    means = [f"{exp(sum(map(log, collected)) / len(collected)):.2f}" for collected in ratios.values()]
    rows.append(["geometric mean", "", "", *means])
    header = ("schema", "instances", "ours, us", *(f"{peer} / ours" for peer in ratios))
    table('Real schemas, all instances of each ("-": cannot, or refuses a valid instance)', header, rows)


def _over(predicate: Predicate, instances: list[Any]) -> Callable[[], object]:
    def call() -> None:
        for instance in instances:
            predicate(instance)

    return call


def _fastjsonschema(schema: Any, instances: list[Any]) -> Predicate | None:
    """None where it cannot read the schema, refuses an instance, or would read a newer draft as draft-07."""
    if "/draft-0" not in schema["$schema"]:
        return None
    # It writes into the schemas that it is given, and defaults into instances unless told not to.
    documents = {"https": _document, "http": _document}
    try:
        validate: Predicate = fastjsonschema.compile(deepcopy(schema), handlers=documents, use_default=False)
        for instance in instances:
            validate(instance)
    except fastjsonschema.JsonSchemaException:
        return None
    return validate


def _document(uri: str) -> Any:
    return deepcopy(jsonschema_specifications.REGISTRY.contents(uri))


def _read(path: Path) -> tuple[Any, list[Any]]:
    content = json.loads(path.read_bytes())
    return content["schema"], content["instances"]


if __name__ == "__main__":
    batch_job()
    real_schemas()
