"""Pictures in terminals that can show them."""

import io
import os
import pty
import re
import subprocess
import sys
import threading
from base64 import standard_b64decode
from collections.abc import Mapping

import cv2
import numpy as np
import pytest
from rich.console import Console

from fitcount.types import UInt8Array
from fitcount.views.terminal.graphics import picture_encoder
from fitcount.views.terminal.inline_image import Encode, iterm2, kitty, sixel
from fitcount.views.terminal.sixel import LEVELS, sixels

KITTY_SAYS = b"\x1b_Gi=31;OK\x1b\\\x1b[?62;c"
XTERM_SAYS = b"\x1b[?64;1;2c"


def _terminal() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, _environ={"TERM": "xterm"})


@pytest.mark.parametrize(
    ("environ", "answer", "encoder"),
    [
        ({}, KITTY_SAYS, kitty),
        ({}, XTERM_SAYS, None),
        ({}, b"\x1b[?64;1;4;22c", sixel),
        ({}, b"\x1b[?4;6c", None),  # a VT132
        ({}, b"\x1b[6;0;0t\x1b[?64;4c", sixel),
        ({}, b"", None),
        ({"TERM_PROGRAM": "iTerm.app"}, XTERM_SAYS, iterm2),
        ({"TERM_PROGRAM": "iTerm.app", "TMUX": "/tmp/tmux"}, KITTY_SAYS, None),
    ],
)
def test_knows_what_the_terminal_can_show(environ: Mapping[str, str], answer: bytes, encoder: Encode | None) -> None:
    assert picture_encoder(_terminal(), environ, lambda: answer) is encoder


def test_sixels_fill_the_characters_of_the_terminal() -> None:
    encode = picture_encoder(_terminal(), {}, lambda: b"\x1b[6;18;9t\x1b[?62;4c")
    assert encode is not None
    shown = re.fullmatch(r"\x1b7(.*)\x1b8", encode(_picture(), 40, 10))
    assert shown
    assert _painted(shown[1]).shape == (180, 240, 3)


def test_asks_nobody_who_is_no_terminal() -> None:
    def ask() -> bytes:
        raise AssertionError

    assert picture_encoder(Console(file=io.StringIO(), _environ={}), {}, ask) is None


_PROGRAM = """
import termios
from rich.console import Console
from fitcount.views.terminal.graphics import picture_encoder
before = termios.tcgetattr(0)
print("found", picture_encoder(Console(), {}), "settings kept", termios.tcgetattr(0) == before)
"""


@pytest.mark.parametrize(("answer", "found"), [(KITTY_SAYS, "kitty"), (XTERM_SAYS, "None"), (b"", "None")])
def test_asks_a_real_terminal_and_leaves_it_as_it_was(answer: bytes, found: str) -> None:
    ours, theirs = pty.openpty()
    heard = bytearray()

    def play_terminal() -> None:
        while b"found" not in heard or not heard.endswith(b"\n"):
            heard.extend(os.read(ours, 1024))
            if heard.endswith(b"\x1b[c") and answer:
                os.write(ours, answer)

    terminal = threading.Thread(target=play_terminal, daemon=True)
    terminal.start()
    environ = {**os.environ, "TERM": "xterm"}
    subprocess.run(
        [sys.executable, "-c", _CONTROLLING + _PROGRAM],
        stdin=theirs, stdout=theirs, env=environ, start_new_session=True, check=True, timeout=30,
    )  # fmt: skip
    terminal.join(10)
    os.close(ours)
    os.close(theirs)
    said = heard.decode(errors="replace")
    assert re.search(rf"found .*{found}.* settings kept True", said)


_CONTROLLING = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
"""A session of its own has no terminal until it takes one."""


def _picture() -> UInt8Array:
    picture = np.random.default_rng(0).integers(0, 255, (120, 160, 3)).astype(np.uint8)
    picture[:60] = (200, 100, 50)
    return picture


def _decoded(content: bytes) -> UInt8Array:
    return np.asarray(cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR), np.uint8)[:, :, ::-1]


def test_kitty_gets_the_whole_picture_in_pieces() -> None:
    sequences = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", kitty(_picture(), 80, 24))
    assert len(sequences) > 1
    assert [int(control[-1]) for control, _ in sequences] == [1] * (len(sequences) - 1) + [0]
    assert max(len(payload) for _, payload in sequences) <= 4096
    assert all("q=2" in control for control, _ in sequences)
    content = standard_b64decode("".join(payload for _, payload in sequences))
    assert np.array_equal(_decoded(content), _picture())


@pytest.mark.parametrize(("columns", "rows", "binding"), [(80, 10, "r=10"), (20, 24, "c=20")])
def test_kitty_is_told_the_side_that_binds(columns: int, rows: int, binding: str) -> None:
    assert f",{binding}," in kitty(_picture(), columns, rows)


def test_iterm2_gets_a_picture_no_larger_than_its_place() -> None:
    shown = re.fullmatch(r"\x1b7\x1b\]1337;File=([^:]*):([^\a]*)\a\x1b8", iterm2(_picture(), 8, 24))
    assert shown
    content = standard_b64decode(shown[2])
    assert shown[1].split(";")[:4] == ["inline=1", f"size={len(content)}", "width=8", "height=24"]
    assert _decoded(content).shape == (60, 80, 3)


def _painted(sequence: str) -> UInt8Array:
    """What a terminal makes of sixels; every pixel has to be painted, and once."""
    whole = re.fullmatch(r'\x1bP0;1q"1;1;(\d+);(\d+)([^\x1b]*)\x1b\\', sequence)
    assert whole
    width, height = int(whole[1]), int(whole[2])
    picture, times = np.zeros((height, width, 3)), np.zeros((height, width), int)
    palette: dict[int, list[float]] = {}
    color, x, y = 0, 0, 0
    for word in re.findall(r"#\d+;2;\d+;\d+;\d+|#\d+|!\d+.|[?-~]|\$|-", whole[3]):
        numbers = [int(number) for number in re.findall(r"\d+", word)]
        if word[0] == "#":
            color = numbers[0]
            if len(numbers) > 1:
                palette[color] = [2.55 * percent for percent in numbers[2:]]
        elif word in "$-":
            x, y = 0, y + 6 * (word == "-")
        else:
            run = numbers[0] if word[0] == "!" else 1
            rows = [y + bit for bit in range(6) if (ord(word[-1]) - 63) >> bit & 1]
            picture[rows, x : x + run] = palette[color]
            times[rows, x : x + run] += 1
            x += run
    assert (times == 1).all()
    return picture.round().astype(np.uint8)


@pytest.mark.parametrize("shape", [(1, 1), (6, 4), (7, 5), (120, 160)])
def test_sixels_show_the_picture(shape: tuple[int, int]) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.uint8)
    difference = _painted(sixels(picture)).astype(int) - picture
    assert abs(difference).max() <= 255 / (LEVELS - 1) + 1
    assert abs(difference.mean()) < 5 or picture.size < 100


def test_sixels_mix_a_color_that_is_not_in_the_palette() -> None:
    painted = _painted(sixels(np.full((32, 32, 3), 120, np.uint8)))
    assert painted.mean() == pytest.approx(120, abs=2)
    assert (painted[..., 0] == painted[..., 1]).all(), "grey has no tint"


def test_sixels_of_the_palette_are_not_mixed() -> None:
    picture = np.full((12, 12, 3), (255, 102, 0), np.uint8)
    assert (_painted(sixels(picture)) == picture).all()
