"""Ctrl-C, once and again."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from threading import Thread

import pytest

from fitcount.cli.interrupts import SIGNALS, Interrupts
from fitcount.sessions.files import write_whole

from .conftest import Fitcount


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_interrupts_and_the_others_do_nothing(number: signal.Signals) -> None:
    before = [signal.getsignal(each) for each in SIGNALS]
    with Interrupts():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        for again in SIGNALS:
            signal.raise_signal(again)
    assert [signal.getsignal(each) for each in SIGNALS] == before


def test_nothing_interrupts_what_is_held() -> None:
    with Interrupts() as interrupts:
        interrupts.hold()
        for number in SIGNALS:
            signal.raise_signal(number)


def test_a_thread_other_than_the_main_one_leaves_signals_alone() -> None:
    seen = []

    def enter() -> None:
        with Interrupts() as interrupts:
            interrupts.hold()
            seen.append(signal.getsignal(signal.SIGINT))

    thread = Thread(target=enter)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]


def test_ctrl_c_while_files_are_written_does_not_lose_them(
    fitcount: Fitcount, short_clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impatient(path: Path, content: bytes) -> None:
        signal.raise_signal(signal.SIGINT)
        write_whole(path, content)

    monkeypatch.setattr("fitcount.cli.deliver.write_whole", impatient)
    said = fitcount("count", short_clip, "--model", "lite", "--headless", "--no-store", "--json", tmp_path / "r.json")
    assert (said.code, said.err) == (0, "")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["count"] == 1
