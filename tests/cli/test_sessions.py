"""`fitcount sessions list`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from .conftest import Fitcount

LONG_NAME = "squats in the garden, seen from the left, the second set of three, in the evening"


def test_nothing_kept_yet_is_no_error(fitcount: Fitcount, store: Path) -> None:
    said = fitcount("sessions", "list")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{store}: no sessions yet: `fitcount count` keeps one\n"
    assert not store.exists()


def test_nothing_kept_yet_is_an_empty_list_in_json(fitcount: Fitcount) -> None:
    said = fitcount("sessions", "list", "--json")
    assert (said.code, said.err, json.loads(said.out)) == (0, "", [])


def test_a_session_has_its_line_however_long_and_its_object(
    fitcount: Fitcount, short_clip: Path, tmp_path: Path
) -> None:
    clip = tmp_path / f"{LONG_NAME}.mp4"
    shutil.copy(short_clip, clip)
    assert fitcount("count", clip, "--model", "lite", "--headless").code == 0
    (line,) = [line for line in fitcount("sessions", "list").out.splitlines() if "squat " in line]
    assert line.rstrip().endswith(clip.name)
    assert [entry["source"] for entry in json.loads(fitcount("sessions", "list", "--json").out)] == [clip.name]
