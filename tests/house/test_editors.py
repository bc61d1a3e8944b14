"""What an editor shows by jedi: signatures, docstrings and completions, as they are at run time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import getdoc, signature
from pathlib import Path

import jedi  # type: ignore[import-untyped]  # has no types
import mistral_batch_job
import pytest
from jedi.api.environment import InterpreterEnvironment  # type: ignore[import-untyped]  # has no types

import holotype

EDITED = """
import holotype
import mistral_batch_job
validator = holotype.compile({})
job = mistral_batch_job.loads("{}")
"""


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], jedi.Script]:
    """A program that is being edited: what has been typed, with the cursor at its end."""
    monkeypatch.setattr(jedi.settings, "cache_directory", str(tmp_path / "cache"))
    project = jedi.Project(tmp_path)
    here = InterpreterEnvironment()
    return lambda typed: jedi.Script(
        EDITED + typed, path=tmp_path / "edited.py", project=project, environment=here
    )


VALIDATOR = holotype.compile({})


def bare(annotation: str) -> str:
    """An annotation, however it is quoted and broken into lines."""
    return "".join(annotation.replace('"', "'").split())


@pytest.mark.parametrize(
    ("called", "function"),
    [
        ("holotype.compile", holotype.compile),
        ("holotype.compile_source", holotype.compile_source),
        ("holotype.check", holotype.check),
        ("validator.is_valid", VALIDATOR.is_valid),
        ("validator.is_clean", VALIDATOR.is_clean),
        ("validator.iter_errors", VALIDATOR.iter_errors),
        ("validator.validate", VALIDATOR.validate),
        ("validator.strip", VALIDATOR.strip),
        ("validator.output", VALIDATOR.output),
        ("mistral_batch_job.loads", mistral_batch_job.loads),
        ("mistral_batch_job.is_valid", mistral_batch_job.is_valid),
    ],
)
def test_jedi_shows_the_signature_and_the_docstring_that_help_shows(
    called: str, function: Callable[..., object], edited: Callable[[str], jedi.Script]
) -> None:
    (shown,) = edited(f"{called}(").get_signatures()
    parameters = signature(function).parameters
    assert [each.name for each in shown.params] == list(parameters)
    for each in shown.params:
        assert bare(parameters[each.name].annotation) in bare(each.description)
    documented = getdoc(function)
    assert documented
    assert shown.docstring(raw=True).startswith(documented.partition("\n")[0])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("holotype.", holotype.__all__),
        ("from holotype import ", holotype.__all__),
        ("mistral_batch_job.", mistral_batch_job.__all__),
        (
            "validator.",
            ("is_valid", "is_clean", "iter_errors", "validate", "strip", "output", "source", "notices"),
        ),
        ("job.", mistral_batch_job.BatchJob.__annotations__),
        ("for error in validator.iter_errors({}):\n    error.", holotype.Error._fields),
        ("for error in mistral_batch_job.iter_errors({}):\n    error.", mistral_batch_job.Error._fields),
        ("for found in holotype.check(['a.json']):\n    found.", holotype.Diagnostic._fields),
        ("try:\n    pass\nexcept holotype.InputError as error:\n    error.", ("message", "file")),
    ],
)
def test_jedi_completes_what_is_there(
    typed: str, expected: Iterable[str], edited: Callable[[str], jedi.Script]
) -> None:
    assert set(expected) <= {each.name for each in edited(typed).complete()}
