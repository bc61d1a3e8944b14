"""`--help`: a short manual page for each command, and one for all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from holotype.cache.folder import VARIABLE
from holotype.cli import COMMANDS, main
from holotype.cli.completion import _parsers, _whole_parser
from holotype.configuration.reading import _KEYS
from tests.cli.running import run

PAGES = ["", *COMMANDS]
CODES = {
    "": "0 1 2 130 141",
    "validate": "0 1 2 130 141",
    "generate": "0 1 2 130 141",
}
DOCS = Path(__file__).parents[2] / "docs"


def page(capsys: pytest.CaptureFixture[str], command: str) -> str:
    if not command:
        return run(capsys, "--help").output
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def section(text: str, title: str) -> list[str]:
    """The lines beneath a title, up to the next empty one."""
    match = re.search(rf"^{title}:\n((?:  .*\n)+)", text, re.MULTILINE)
    assert match, f"no section {title!r}"
    return match[1].splitlines()


@pytest.mark.parametrize("command", COMMANDS)
def test_it_begins_with_the_name_and_how_the_command_is_called(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    lines = page(capsys, command).splitlines()
    assert lines[:2] == [f"holotype {command} - {COMMANDS[command]}", ""]
    assert lines[2].startswith(f"usage: holotype {command} ")
    assert lines[3] == ""
    assert re.fullmatch("[A-Z].*[a-z]", lines[4])


@pytest.mark.parametrize("command", COMMANDS)
def test_it_has_every_option_and_argument_with_what_it_says(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    text = page(capsys, command)
    (parser,) = (each for each in _parsers(_whole_parser()) if each.prog == f"holotype {command}")
    for action in parser._actions:
        for name in action.option_strings or [str(action.metavar)]:
            assert re.search(rf"^  (-\w.*, )?{name}\b", text, re.MULTILINE), name
        assert action.help


@pytest.mark.parametrize("command", PAGES)
def test_it_has_examples_of_the_command(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert f"holotype {command}" in "\n".join(section(page(capsys, command), "examples"))


@pytest.mark.parametrize("command", PAGES)
def test_it_says_what_each_exit_code_means(capsys: pytest.CaptureFixture[str], command: str) -> None:
    lines = section(page(capsys, command), "exit codes")
    assert [line.split()[0] for line in lines] == CODES.get(command, "0 2 130 141").split()
    assert all(len(line.split()) > 3 for line in lines)


@pytest.mark.parametrize("command", PAGES)
def test_the_pages_that_it_leads_to_are_there(capsys: pytest.CaptureFixture[str], command: str) -> None:
    text = page(capsys, command)
    pages = re.findall(r"docs/([\w-]+\.md)", text)
    assert pages or command == "completion"
    assert all((DOCS / each).is_file() for each in pages)


@pytest.mark.parametrize("command", PAGES)
def test_it_fits_a_terminal_that_is_not_wide(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert max(map(len, page(capsys, command).splitlines())) <= 100


def test_that_of_validate_has_every_key_of_a_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    lines = page(capsys, "validate").split("\nconfiguration, ")[1].split("\n\n")[0]
    assert set(re.findall(r"\b[a-z_]+\b", lines)) >= set(_KEYS)


def test_that_of_all_has_every_command_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = section(page(capsys, ""), "commands")
    assert {tuple(line.split(maxsplit=1)) for line in lines} == set(COMMANDS.items())


def test_the_page_of_all_commands_lists_the_variables_that_are_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = " ".join(section(page(capsys, ""), "environment"))
    for name in (VARIABLE, "HOLOTYPE_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        assert name in listed
