"""What a validator says of an instance: `Error`, and the exception that carries errors."""

from __future__ import annotations

from typing import NamedTuple


class Error(NamedTuple):
    """One finding about one instance; locations are JSON Pointers (RFC 6901), absolute ones URIs.

    `keyword_location` follows `$ref`s as they were taken, `absolute_keyword_location` names the schema
    (JSON Schema 2020-12, section 12.3).  `severity` is "error" or "warning".  `causes` holds, for anyOf
    and oneOf, the errors of the branch that came nearest.
    """

    instance_location: str
    keyword_location: str
    absolute_keyword_location: str
    keyword: str
    message: str
    severity: str = "error"
    hint: str | None = None
    causes: tuple[Error, ...] = ()


class ValidationError(ValueError):
    """The instance is not valid; `errors` has every error of severity "error", in the order of the schema."""

    def __init__(self, errors: tuple[Error, ...]) -> None:
        self.errors = errors
        super().__init__(
            "\n".join(
                f"{error.instance_location or '(root)'}: {error.message}"
                + (f" ({error.hint})" if error.hint else "")
                for error in errors
            )
        )
