"""Folders exchanged at once and locked, where the system can do it."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from pathlib import Path

import pytest

from holotype.codegen import atomic
from holotype.codegen.atomic import exchange, locked

fcntl = pytest.importorskip("fcntl", reason="this system has no flock")


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    return str(tmp_path / "one"), str(tmp_path / "other")


def test_exchanged_folders_have_each_other_s_content(two: tuple[str, str]) -> None:
    one, other = two
    if not exchange(one, other):
        pytest.skip("folders cannot be exchanged on this system")
    assert (os.listdir(one), os.listdir(other)) == (["other"], ["one"])


@pytest.mark.parametrize("library", [OSError("no such library"), object()])
def test_where_nothing_can_exchange_them_folders_stay(
    two: tuple[str, str], monkeypatch: pytest.MonkeyPatch, library: object
) -> None:
    def load(_: None) -> object:
        if isinstance(library, OSError):
            raise library
        return library

    one, other = two
    monkeypatch.setattr(ctypes, "CDLL", load)
    assert not exchange(one, other)
    assert (os.listdir(one), os.listdir(other)) == (["one"], ["other"])


def test_what_cannot_be_exchanged_stays(two: tuple[str, str]) -> None:
    one, _ = two
    assert not exchange(one, f"{one}/not/there")
    assert os.listdir(one) == ["one"]


def test_a_locked_folder_is_locked_for_others_until_it_is_given_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "PATIENCE", 0.0)
    folder = str(tmp_path)
    with locked(folder) as alone:
        assert alone
        with pytest.raises(TimeoutError, match="another process has kept this folder locked"), locked(folder):
            pass
    with locked(folder) as alone:
        assert alone
    assert os.listdir(folder) == []


def test_a_lock_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    monkeypatch.setattr(time, "sleep", lambda _: os.close(holder))
    with locked(str(tmp_path)) as alone:
        assert alone


def test_without_locks_nobody_is_alone_for_sure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with locked(str(tmp_path)) as alone:
        assert not alone
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with locked(str(tmp_path)) as alone:
        assert not alone
