from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .clips import FPS, make_video, shade

NOBODY = 65534
"""A user without rights, to whom a forbidden folder is forbidden even if root runs the tests."""


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """One second, 64x48, 30 fps."""
    return make_video(tmp_path / "clip.mp4", [shade(index) for index in range(FPS)])


@pytest.fixture
def forbidden(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "forbidden"
    folder.mkdir(mode=0o000)
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(was)
    folder.chmod(0o700)
