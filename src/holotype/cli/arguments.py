"""The argument parser: exact option names, the nearest one suggested, choices and numbers as sentences."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, Final, NoReturn


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """One that does not ask for the terminal's size, for argparse makes it even where no help is shown."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=82)


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` that takes no abbreviations and suggests the option that was meant.

    Its help reads as a manual page: the name with a `summary`, and then, as a command declares them, `usage`,
    `description`, the options in groups, and an `epilog` with what remains.
    """

    def __init__(self, *, prog: str, summary: str) -> None:
        super().__init__(prog=prog, allow_abbrev=False, formatter_class=_HelpFormatter)
        self._summary = summary
        self._positionals.title = "arguments"

    def format_help(self) -> str:
        return f"{self.prog} - {self._summary}\n\n{super().format_help()}"

    def parse_args(  # type: ignore[override]  # argparse's has overloads that differ in their results only
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> Any:
        arguments, unknown = self.parse_known_args(args, namespace)
        if unknown and not any(argument.startswith("-") for argument in unknown):
            # Paths after options; this way takes them, and takes longer.
            return self.parse_intermixed_args(args, namespace and type(namespace)())
        if unknown:
            known = [option for action in self._actions for option in action.option_strings]
            name = unknown[0].partition("=")[0]
            from holotype.contract.names import did_you_mean

            self.error(f"there is no option {name}{did_you_mean(name, known)}")
        return arguments

    def error(self, message: str) -> NoReturn:
        from holotype.reporting.printable import printable

        self.exit(2, f"{self.prog}: {printable(message)}\nsee {self.prog} --help\n")


class OneOf:
    """An argument type that accepts the choices and suggests the nearest one for anything else."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def __call__(self, text: str) -> str:
        if text in self.choices:
            return text
        from holotype.contract.names import did_you_mean

        raise argparse.ArgumentTypeError(
            f"{text!r} is none of {', '.join(self.choices)}{did_you_mean(text, self.choices)}"
        )


def count(text: str) -> int:
    """An argument type for a number of things: a whole number from 1."""
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")


def pointer(text: str) -> str:
    """An argument type for a JSON Pointer (RFC 6901)."""
    from holotype.pointers import pointer_tokens

    try:
        pointer_tokens(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def named(text: str) -> str:
    """An argument type for a name, which is not empty: that of a file, or of a format."""
    if not text:
        raise argparse.ArgumentTypeError("expected a name, found nothing")
    return text


class Assignment:
    """An argument type for what is of a form such as `URI=FILE`, as a pair; `example` is one."""

    def __init__(self, form: str, example: str) -> None:
        self.form = form
        self.example = example

    def __call__(self, text: str) -> tuple[str, str]:
        name, sign, value = text.partition("=")
        if not (name and sign and value):
            raise argparse.ArgumentTypeError(f"{text!r} is not of the form {self.form}, as in {self.example}")
        return name, value


DOCUMENT: Final = Assignment("URI=FILE", "https://example.com/address.json=schemas/address.json")
"""The argument type of another schema that a schema refers to."""
