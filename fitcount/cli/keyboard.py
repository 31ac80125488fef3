"""The keys typed while the terminal shows something live: asked for between two frames, never waited for."""

from __future__ import annotations

import codecs
import os
import re
import select
import sys
from collections.abc import Callable

ESCAPE = "\x1b"
_ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left"}
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*(?P<csi>[@-~])|O(?P<ss3>.))|(?P<key>.)", re.DOTALL)
"""What a special key sends (ECMA-48's control sequences, and the VT100's for some), or one character."""
_MOST = 1024
"""Bytes that are read at once: more than anybody types between two frames."""


def keyboard() -> Callable[[], list[str]]:
    """What gives the keys typed since it was last called: characters, escape, up, down, right, left.

    The terminal must be in a mode in which it neither waits for the end of a line nor shows what is typed
    (`views.echo`). Nothing is ever typed where stdin is no terminal.
    """
    if not sys.stdin.isatty():
        return list
    if sys.platform == "win32":
        return _windows_keys
    return _Typed(sys.stdin.fileno()).keys


class _Typed:
    """What comes from a terminal on POSIX."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._gone = False

    def keys(self) -> list[str]:
        """Those typed since the last call."""
        return keys_in(self._decode(self._read()))

    def _read(self) -> bytes:
        if self._gone or not select.select([self._descriptor], [], [], 0)[0]:
            return b""
        try:
            typed = os.read(self._descriptor, _MOST)
        except OSError:
            # The terminal was closed: a signal tells so as well, and ends the run.
            typed = b""
        self._gone = not typed
        return typed


def keys_in(typed: str) -> list[str]:
    """The keys of what a terminal sent; keys that have no name here are left out."""
    keys = []
    for match in _SEQUENCE.finditer(typed):
        name = match["csi"] or match["ss3"]
        key = match["key"] or _ARROWS.get(name)
        if key is not None:
            keys.append(key)
    return keys


def _windows_keys() -> list[str]:
    import msvcrt  # noqa: PLC0415

    keys = []
    while msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
        key = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
        if key in {"\0", "\xe0"}:
            # The first half of a special key.
            special = {"H": "up", "P": "down", "M": "right", "K": "left"}.get(msvcrt.getwch())  # type: ignore[attr-defined,unused-ignore]
            keys += [special] if special else []
        else:
            keys.append(key)
    return keys
