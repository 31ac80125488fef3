from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fitcount.cli import run

from .clips import make_short_clip
from .terminal import PROGRAM, Terminal


@dataclass(frozen=True)
class Said:
    """What a command line gave."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on stderr, if there was nothing else."""
        assert self.out == ""
        line, rest = self.err.split("\n", 1)
        assert rest == "", f"more than one line: {self.err}"
        return line


Fitcount = Callable[..., Said]


@pytest.fixture
def fitcount(capfd: pytest.CaptureFixture[str]) -> Fitcount:
    """Runs a command line in this process."""

    def command(*arguments: str | Path) -> Said:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Said(code, said.out, said.err)

    return command


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where sessions are kept: never the user's own folder."""
    path = tmp_path / "store" / "sessions.db"
    monkeypatch.setenv("FITCOUNT_STORE", str(path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    yield path
    assert not (tmp_path / "data").exists(), "the user's own folder was touched"


@pytest.fixture(scope="session")
def short_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_short_clip(tmp_path_factory.mktemp("clip") / "squats.mp4")


@pytest.fixture(scope="session")
def short_trace(short_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trace") / "squats.npz"
    assert run(["count", str(short_clip), "--model", "lite", "--headless", "--no-store", "--trace", str(path)]) == 0
    return path


@pytest.fixture
def environment(store: Path, tmp_path: Path) -> dict[str, str]:
    """For a process of its own."""
    own = {"FITCOUNT_STORE": str(store), "XDG_DATA_HOME": str(tmp_path / "data"), "COLUMNS": "80", "LINES": "24"}
    return {**os.environ, "PYTHONWARNINGS": "error", "TERM": "xterm-256color", **own}


@pytest.fixture
def on_a_terminal(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    terminals: list[Terminal] = []

    def start(*arguments: str | Path, is_told: bool = True) -> Terminal:
        terminals.append(Terminal([*PROGRAM, *map(str, arguments)], environment, tmp_path, is_told=is_told))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()
