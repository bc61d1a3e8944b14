"""`holotype completion`: the script is given to a real bash, which then completes words."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from holotype.cli import COMMANDS, main
from holotype.cli.completion import SHELLS
from holotype.reporting import FORMATS
from tests.cli.running import run

BASH = shutil.which("bash")
# As bash calls what is registered for a command, with the words up to the one that is completed.
ASK = """
source "$1"; shift
registered=$(complete -p holotype)
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=$((${#COMP_LINE}))
function=${registered##*-F }
${function%% *} holotype "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module", autouse=True)
def shtab() -> None:
    pytest.importorskip("shtab")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "job.json").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def completed(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> set[str]:
    """What bash would offer for the last of the words."""
    if BASH is None:
        pytest.skip("there is no bash")
    script = folder / ".completion"
    script.write_text(run(capsys, "completion", "bash").output)
    command = [BASH, "--norc", "-c", ASK, "bash", str(script), "holotype", *words]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert ended.stderr == ""
    return set(ended.stdout.split())


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ([""], set(COMMANDS)),
        (["val"], {"validate"}),
        (["--v"], {"--version"}),
        (["validate", "--form"], {"--format", "--formats"}),
        (["validate", "--format", ""], set(FORMATS)),
        (["validate", "--format", "js"], {"json", "jsonl"}),
        (["validate", "--nulls", ""], {"reject", "absent"}),
        (["validate", "job"], {"job.json", "jobs"}),
        (["validate", "--format", "json", "job"], {"job.json", "jobs"}),
        (["validate", "jobs", "--qu"], {"--quiet"}),
        (["validate", "--config", "job."], {"job.json"}),
        (["validate", "--schema", "job."], {"job.json"}),
        (["compile", "job."], {"job.json"}),
        (["compile", "--formats", "d"], {"dialect"}),
        (["compile", "-o", "job."], {"job.json"}),
        (["generate", "--ch"], {"--check"}),
        (["generate", "job."], {"job.json"}),
        (["init", "job."], {"job.json"}),
        (["completion", ""], set(SHELLS)),
    ],
    ids=lambda part: " ".join(sorted(part) if isinstance(part, set) else part),
)
def test_bash_offers(
    capsys: pytest.CaptureFixture[str], folder: Path, words: list[str], offered: set[str]
) -> None:
    assert completed(capsys, folder, *words) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_with_the_commands_options(
    capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    code, script, complaint = run(capsys, "completion", shell)
    assert (code, complaint) == (0, "")
    for word in (*COMMANDS, "fail-fast", "junit"):
        assert word in script
    for summary in COMMANDS.values() if shell == "zsh" else ():
        assert summary in script


def test_another_shell_is_none_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["completion", "zhs"])
    assert ended.value.code == 2
    assert "'zhs' is none of bash, zsh, tcsh, did you mean `zsh`?" in capsys.readouterr().err


def test_without_the_library_a_sentence_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert run(capsys, "completion", "bash") == (
        2,
        "",
        (
            "holotype: completion needs the library shtab, which is not installed: "
            "pip install 'holotype[completion]'\n"
        ),
    )
