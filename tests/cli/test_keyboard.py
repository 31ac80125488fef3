"""Keys from a terminal: a pseudoterminal types them."""

from __future__ import annotations

import io
import os
import pty
import sys
import tty
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.cli.keyboard import ESCAPE, keyboard, keys_in

ARROWS = {"\x1b[A": "up", "\x1b[B": "down", "\x1b[C": "right", "\x1b[D": "left", "\x1bOA": "up"}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where a person types; what is typed arrives at stdin."""
    person, program = pty.openpty()
    tty.setcbreak(program)
    with os.fdopen(program, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield person
    with suppress(OSError):
        os.close(person)


def test_nothing_was_typed(terminal: int) -> None:  # noqa: ARG001
    assert keyboard()() == []


def test_each_key_is_given_once(terminal: int) -> None:
    keys = keyboard()
    os.write(terminal, b"u ")
    assert _typed(keys, 2) == ["u", " "]
    assert keys() == []


def test_a_character_may_come_in_two_parts(terminal: int) -> None:
    keys = keyboard()
    os.write(terminal, "é".encode()[:1])
    assert keys() == []
    os.write(terminal, "é".encode()[1:])
    assert _typed(keys, 1) == ["é"]


def test_a_terminal_that_was_closed_types_nothing_more(terminal: int) -> None:
    keys = keyboard()
    os.close(terminal)
    assert keys() == []
    assert keys() == []


def test_no_terminal_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("nnn"))
    assert keyboard()() == []


@pytest.mark.parametrize(("sent", "key"), ARROWS.items())
def test_arrows_have_names(sent: str, key: str) -> None:
    assert keys_in(f"a{sent}b") == ["a", key, "b"]


def test_escape_alone_is_a_key() -> None:
    assert keys_in(ESCAPE) == [ESCAPE]


@pytest.mark.parametrize("sent", ["\x1b[15~", "\x1b[1;5H", "\x1bOP"])
def test_other_special_keys_are_left_out(sent: str) -> None:
    assert keys_in(f"{sent}q") == ["q"]


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters=ESCAPE)))
def test_characters_are_keys_whatever_they_are(text: str) -> None:
    assert keys_in(text) == list(text)


def _typed(keys: Callable[[], list[str]], number: int) -> list[str]:
    """So many keys: a pseudoterminal may hand them over one by one."""
    typed: list[str] = []
    while len(typed) < number:
        typed += keys()
    return typed
