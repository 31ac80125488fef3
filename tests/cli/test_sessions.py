"""`fitcount sessions list`."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from fitcount.config import shipped

from .conftest import Fitcount

TRACES = Path(__file__).parents[1] / "traces"
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


def test_a_session_is_shown_in_the_words_of_its_exercise(fitcount: Fitcount, tmp_path: Path) -> None:
    own = tmp_path / "my_curl.yaml"
    shipped_curl = (shipped("exercises") / "bicep_curl.yaml").read_text(encoding="utf-8")
    own.write_text(shipped_curl.replace("name: bicep_curl", "name: my_curl"), encoding="utf-8")
    for exercise in ("bicep_curl", own):
        assert fitcount("recount", TRACES / "curl_alternating.npz", "-e", exercise).code == 0
    (known, unknown) = (fitcount("sessions", "show", number).out for number in (1, 2))
    assert known.startswith("Biceps curl  ")
    assert re.search(r"^rep .* up +down +form", known, re.MULTILINE)
    assert unknown.startswith("My curl  ")
