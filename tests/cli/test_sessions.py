"""`fitcount sessions`: list, note, weight, recount, delete."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sessions.samples import META, kept_session, recorder
from syrupy.assertion import SnapshotAssertion

from fitcount.cli import run
from fitcount.config import shipped
from fitcount.sessions.store import Store

from .clips import frames_in
from .conftest import Fitcount

TRACES = Path(__file__).parents[1] / "traces"
CASES = shipped("exercises") / "cases"
LONG_NAME = "squats in the garden, seen from the left, the second set of three, in the evening"
LITE = ("--model", "lite", "--headless")


@pytest.fixture(scope="module")
def counted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store with squats, curls and a plank."""
    path = tmp_path_factory.mktemp("counted") / "sessions.db"
    for trace, exercise in (
        (TRACES / "squat_partial.npz", "squat"),
        (TRACES / "curl_alternating.npz", "bicep_curl"),
        (CASES / "plank.npz", "plank"),
    ):
        assert run(["recount", str(trace), "-e", exercise, "--store", str(path)]) == 0
    return path.parent


@pytest.fixture
def counted(counted_once: Path, store: Path) -> Store:
    shutil.copytree(counted_once, store.parent)
    return Store(store)


def without_dates(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-03-01 18:00", text)


# list


def test_nothing_kept_yet_is_no_error(fitcount: Fitcount, store: Path) -> None:
    said = fitcount("sessions", "list")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{store}: no sessions yet: `fitcount count` keeps one\n"
    assert not store.exists()


def test_nothing_kept_yet_is_an_empty_list_in_json(fitcount: Fitcount) -> None:
    said = fitcount("sessions", "list", "--json")
    assert (said.code, said.err, json.loads(said.out)) == (0, "", [])


def test_the_list_looks_as_designed(fitcount: Fitcount, counted: Store, snapshot: SnapshotAssertion) -> None:
    counted.note(2, "tired")
    assert fitcount("sessions", "recount", "1", "--standard", "half").code == 0
    said = fitcount("sessions", "list")
    assert (said.code, said.err) == (0, "")
    assert without_dates(said.out) == snapshot


def test_a_session_has_its_line_however_long_and_its_object(
    fitcount: Fitcount, short_clip: Path, tmp_path: Path
) -> None:
    clip = tmp_path / f"{LONG_NAME}.mp4"
    shutil.copy(short_clip, clip)
    assert fitcount("count", clip, *LITE).code == 0
    (line,) = [line for line in fitcount("sessions", "list").out.splitlines() if "squat " in line]
    assert line.rstrip().endswith(clip.name)
    (entry,) = json.loads(fitcount("sessions", "list", "--json").out)
    expected = {"id": 1, "source": clip.name, "exercise": "squat", "count": 1, "movements": 1, "state": "finished"}
    assert {key: entry[key] for key in expected} == expected
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", entry["started_at"])


def test_the_list_may_be_shorter(fitcount: Fitcount, counted: Store) -> None:
    today = f"{counted.entries()[0].started_at:%Y-%m-%d}"

    def ids(*arguments: str) -> list[int]:
        return [entry["id"] for entry in json.loads(fitcount("sessions", "list", "--json", *arguments).out)]

    assert ids("--limit", "2") == [3, 2]
    assert ids("-e", "bicep_curl") == [2]
    assert ids("--since", today, "--until", today) == [3, 2, 1]
    assert ids("--since", "2999-01-01") == []
    said = fitcount("sessions", "list", "--until", "1999-01-01")
    assert (said.code, said.out) == (0, f"{counted.path}: no such sessions\n")


def test_a_date_that_is_none(fitcount: Fitcount) -> None:
    said = fitcount("sessions", "list", "--since", "yesterday")
    assert said.code == 2
    assert "yesterday" in said.complaint


def test_names_that_a_terminal_cannot_show_are_replaced(
    fitcount: Fitcount, store: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    session = kept_session()
    Store(store).keep(session)
    Store(store).note(1, "très\x1b[2J dur")
    command = [sys.executable, "-m", "fitcount", "sessions", "list"]
    ascii_only = {**environment, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, env=ascii_only, capture_output=True, check=True, cwd=tmp_path)
    assert b"[tr?s?[2J dur]" in done.stdout
    assert "[très?[2J dur]" in fitcount("sessions", "list").out


# show


def test_a_session_is_shown_in_the_words_of_its_exercise(fitcount: Fitcount, tmp_path: Path) -> None:
    own = tmp_path / "my_curl.yaml"
    shipped_curl = (shipped("exercises") / "bicep_curl.yaml").read_text(encoding="utf-8")
    own.write_text(shipped_curl.replace("name: bicep_curl", "name: my_curl"), encoding="utf-8")
    for exercise in ("bicep_curl", own):
        assert fitcount("recount", TRACES / "curl_alternating.npz", "-e", exercise).code == 0
    (known, own_words) = (fitcount("sessions", "show", number).out for number in (1, 2))
    assert known.startswith("Biceps curl  ")
    assert re.search(r"^rep .* up +down +form", known, re.MULTILINE)
    assert own_words.startswith("Biceps curl  ")  # the title in its file
    own.unlink()
    assert fitcount("sessions", "show", "2").out.startswith("Biceps curl  "), "as it was called then"


def test_its_json_is_the_result_that_counting_gave(fitcount: Fitcount) -> None:
    counted = json.loads(fitcount("recount", TRACES / "squat_partial.npz", "--json", "-").out)
    assert fitcount("sessions", "note", "1", "très dur").code == 0
    assert fitcount("sessions", "note", "1", "left knee", "--set", "1").code == 0
    assert fitcount("sessions", "weight", "1", "62.5").code == 0
    shown = json.loads(fitcount("sessions", "show", "1", "--json").out)
    (entry,) = json.loads(fitcount("sessions", "list", "--json").out)
    (each,) = shown.pop("sets")
    (counted_set,) = counted.pop("sets")
    assert {key: shown[key] for key in counted} == counted
    assert {key: each[key] for key in counted_set} == counted_set
    beside = ("id", "uid", "started_at", "state", "person", "recounts", "note")
    assert {key: shown[key] for key in beside} == {key: entry[key] for key in beside}
    assert (shown["id"], shown["note"]) == (1, "très dur")
    assert (each["number"], each["note"], each["weight_kg"], each["standard"]) == (1, "left knee", 62.5, "parallel")


def test_a_damaged_trace_does_not_cost_what_was_counted(fitcount: Fitcount, counted: Store) -> None:
    counted.trace_path(1).write_bytes(b"no trace")
    said = fitcount("sessions", "show", "1")
    assert said.code == 0
    assert "what it takes to draw is missing" in said.err
    assert said.out.startswith("Squat  4 of 7 movements counted")
    for command in (("compare", "1", "1"), ("report", "1")):
        said = fitcount("sessions", *command)
        assert said.code == 0
        assert "what it takes to draw is missing" in said.err


# compare, trend


def test_comparing_a_session_with_itself_finds_no_change(fitcount: Fitcount, counted: Store) -> None:
    for which in ("1", "2.1", "3"):
        said = fitcount("sessions", "compare", which, which)
        assert (said.code, said.err) == (0, "")
        assert "nothing changed by more than chance" in said.out
    assert counted.entries()


@pytest.mark.parametrize(
    ("sides", "complaint"),
    [
        (("1", "2"), "session 1 is squat and session 2 is bicep curl: only the same exercise can be compared"),
        (("1.2", "1"), "set 2 of session 1: there is nothing to compare: it has 1"),
        (("1", "9"), "no session 9"),
        (("first", "1"), "first: name a session (12), or one set of it (12.2)"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_line(
    sides: tuple[str, str], complaint: str, fitcount: Fitcount, counted: Store
) -> None:
    assert counted.entries()
    said = fitcount("sessions", "compare", *sides)
    assert said.code == 2
    assert complaint in said.complaint


def test_the_trend_is_of_each_exercise(fitcount: Fitcount, counted: Store) -> None:
    assert counted.entries()
    heads = [line for line in fitcount("sessions", "trend").out.splitlines() if " in 1 session, 1 week" in line]
    assert heads == [
        "Biceps curl  6 reps in 1 session, 1 week",
        "Plank  held 13.5 s in 1 session, 1 week",
        "Squat  4 reps in 1 session, 1 week",
    ]
    assert fitcount("sessions", "trend", "-e", "squat").out.startswith("Squat  4 reps")


def test_a_trend_of_nothing_says_so(fitcount: Fitcount, store: Path) -> None:
    assert fitcount("sessions", "trend").out == f"{store}: no sessions yet: `fitcount count` keeps one\n"
    assert fitcount("sessions", "trend", "-e", "squat").out == f"{store}: no sessions with squat\n"


# What a run ends with


def test_a_run_ends_with_what_has_changed_since_the_last_time(fitcount: Fitcount) -> None:
    first = fitcount("recount", TRACES / "squat_partial.npz").out
    assert "last time" not in first
    again = fitcount("recount", TRACES / "squat_partial.npz").out
    assert re.search(r"as last time \(\w+ \d+ \w+, session 1\): no change beyond chance", again)
    other = fitcount("recount", TRACES / "curl_alternating.npz", "-e", "bicep_curl").out
    assert "last time" not in other, "another exercise has no last time yet"
    deeper = fitcount("recount", TRACES / "squat_front.npz").out
    assert re.search(r"since last time \(.*, session 2\)", deeper)


def test_a_session_of_another_length_is_not_measured_by_its_length(fitcount: Fitcount) -> None:
    fitcount("recount", TRACES / "squat_pause_double_dip.npz")  # 3 movements
    longer = fitcount("recount", TRACES / "squat_partial.npz").out  # 7
    assert "of another length than last time" in longer
    assert "reps: " not in longer


def test_a_recount_by_another_standard_was_no_other_training(fitcount: Fitcount) -> None:
    fitcount("recount", TRACES / "squat_partial.npz")
    assert fitcount("sessions", "recount", 1, "--standard", "half").code == 0
    again = fitcount("recount", TRACES / "squat_partial.npz").out
    assert re.search(r"as last time \(.*, session 1\): no change beyond chance", again)
    by_half = fitcount("recount", TRACES / "squat_partial.npz", "--standard", "half").out
    assert "another standard: parallel before, half now" in by_half, "that was session 2"


def test_a_run_that_is_not_kept_has_no_last_time(fitcount: Fitcount, counted: Store) -> None:
    assert counted.entries()
    assert "last time" not in fitcount("recount", TRACES / "squat_partial.npz", "--no-store").out


def test_the_end_of_a_usual_set_fits_on_a_screen(fitcount: Fitcount) -> None:
    for _ in range(2):
        for name in ("squat_partial", "squat_front", "squat_valgus_front", "squat_lean_side", "squat_10fps"):
            assert fitcount("recount", TRACES / f"{name}.npz").out.count("\n") < 24, name


# note, weight


def test_notes_and_weights(fitcount: Fitcount, counted: Store) -> None:
    for command in (
        ("note", "1", "after a rest"),
        ("note", "1", " knees ", "--set", "1"),
        ("weight", "1", "60.5"),
        ("weight", "2", "12", "--set", "1"),
    ):
        said = fitcount("sessions", *command)
        assert (said.code, said.out, said.err) == (0, "", "")
    assert counted.session(1).note == "after a rest"
    assert (counted.session(1).sets[0].note, counted.session(1).sets[0].weight_kg) == ("knees", 60.5)
    assert counted.session(2).sets[0].weight_kg == 12.0
    assert fitcount("sessions", "weight", "1", "0").code == 0
    assert counted.session(1).sets[0].weight_kg is None


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (("weight", "1", "5000"), "5000 kg: name what was lifted, from 0 to 1000 kg"),
        (("weight", "1", "-5"), "No such option"),
        (("weight", "1", "nan"), "nan kg: name what was lifted"),
        (("weight", "1", "60", "--set", "3"), "session 1 has no set 3: it has 1"),
        (("note", "7", "text"), "no session 7: `fitcount sessions list` shows them"),
        (("recount", "7"), "no session 7"),
        (("recount", "1", "-e", "jumping"), "no exercise 'jumping'"),
        (("recount", "1", "--standard", "deep"), "squat has no standard 'deep'"),
        (("delete", "1", "7", "--yes"), "no session 7"),
        (("show", "7"), "no session 7"),
        (("delete",), "Missing argument"),
    ],
)
def test_what_cannot_be_is_told_in_a_line_and_changes_nothing(
    command: tuple[str, ...], complaint: str, fitcount: Fitcount, counted: Store
) -> None:
    before = {path: path.read_bytes() for path in counted.path.parent.rglob("*") if path.is_file()}
    said = fitcount("sessions", *command)
    assert said.code == 2
    assert complaint in said.complaint
    assert {path: path.read_bytes() for path in counted.path.parent.rglob("*") if path.is_file()} == before


# recount


def test_recounting_tells_what_changed(fitcount: Fitcount, counted: Store, snapshot: SnapshotAssertion) -> None:
    said = fitcount("sessions", "recount", "1", "--standard", "half")
    assert (said.code, said.err) == (0, "")
    assert re.sub(r"\d+( %|°)", r"#\1", said.out) == snapshot
    session = counted.session(1)
    assert [count.standard for count in session.counts] == ["parallel", "half"]
    assert session.current.count == session.earlier[0].count + 1


def test_recounting_by_a_changed_exercise(fitcount: Fitcount, counted: Store, tmp_path: Path) -> None:
    own = tmp_path / "squat.yaml"
    squat = (shipped("exercises") / "squat.yaml").read_text(encoding="utf-8")
    other = squat.replace("title: Squat", "title: My squat").replace("min_range: 25", "min_range: 26")
    own.write_text(other, encoding="utf-8")
    said = fitcount("sessions", "recount", "1", "-e", "squat.yaml")
    assert said.code == 0
    assert "each movement is judged as before" in said.out
    session = counted.session(1)
    assert (session.sets[0].title, session.current.asked) == ("My squat", str(own))
    hashes = {count.sets[0].definition_hash for count in session.counts}
    assert len(hashes) == 2, "another definition has another hash"


def test_recounting_as_another_exercise(fitcount: Fitcount, counted: Store) -> None:
    assert fitcount("sessions", "recount", "1", "-e", "auto").code == 0
    assert counted.session(1).current.exercise == "squat"
    assert fitcount("sessions", "recount", "1").code == 0
    assert [count.asked for count in counted.session(1).counts] == ["squat", "auto", "auto"]


def test_recounting_a_hold(fitcount: Fitcount, counted: Store) -> None:
    said = fitcount("sessions", "recount", "3")
    assert (said.code, said.out.splitlines()[-1].strip()) == (0, "held as before")
    said = fitcount("sessions", "recount", "3", "-e", "squat")
    assert said.code == 0
    assert "as before" not in said.out
    assert counted.session(3).current.exercise == "squat"


def test_a_session_without_its_keypoints_cannot_be_recounted(fitcount: Fitcount) -> None:
    assert fitcount("recount", TRACES / "squat_partial.npz", "--no-keep-trace").code == 0
    said = fitcount("sessions", "recount", "1")
    assert said.code == 2
    assert "session 1 was kept without its keypoints: it cannot be counted again" in said.complaint


# delete


@pytest.mark.parametrize(("answer", "left"), [("n\n", [3, 2, 1]), ("y\n", [2]), ("", [3, 2, 1])])
def test_deleting_asks(
    answer: str, left: list[int], counted: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "fitcount", "sessions", "delete", "1", "3"]
    done = subprocess.run(
        command, env=environment, input=answer, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == (0 if answer == "y\n" else 130)
    one, other, question, *_ = done.stderr.splitlines()
    assert without_dates(one) == "1  2026-03-01 18:00  squat, 4 reps in 1 set  squat_partial.mp4"
    assert without_dates(other) == "3  2026-03-01 18:00  plank, held 13.5 s in 1 set  plank_side.mp4"
    assert question.startswith("Delete them for good? [y/N]")
    assert [entry.id for entry in counted.entries()] == left
    assert sorted(int(path.stem) for path in counted.places.traces()) == sorted(left)


def test_deleting_without_asking(fitcount: Fitcount, counted: Store) -> None:
    said = fitcount("sessions", "delete", "1", "2", "3", "--yes")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert counted.entries() == []
    assert not any(counted.places.folder.iterdir())


# What is kept


def test_no_video_is_kept_unless_asked(fitcount: Fitcount, short_clip: Path, store: Path) -> None:
    assert fitcount("count", short_clip, *LITE).code == 0
    assert Store(store).video_path(1) is None
    assert fitcount("count", short_clip, *LITE, "--keep-video").code == 0
    video = Store(store).video_path(2)
    assert video is not None
    trace = Store(store).trace(2)
    assert trace is not None
    assert frames_in(video) == frames_in(short_clip) == len(trace)
    assert fitcount("sessions", "delete", "2", "--yes").code == 0
    assert not video.exists()


def test_a_video_cannot_be_kept_without_a_session(fitcount: Fitcount, short_clip: Path) -> None:
    said = fitcount("count", short_clip, "--keep-video", "--no-store")
    assert said.code == 2
    assert "--keep-video: the video is kept with the session" in said.complaint


def test_each_person_has_the_video_as_their_own(fitcount: Fitcount, short_clip: Path, store: Path) -> None:
    assert fitcount("count", short_clip, *LITE, "--keep-video", "--people", "2").code == 0
    kept = Store(store).entries()
    assert [entry.person for entry in kept] == [1]
    assert Store(store).video_path(kept[0].id) is not None


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the doctor time each model once and look for no camera."""
    for name, value in {"WARM_UP": 0, "TIMED": 1}.items():
        monkeypatch.setattr(sys.modules["fitcount.cli.doctor"], name, value)
    monkeypatch.setattr("fitcount.frames.list_cameras", list)


def test_the_doctor_says_where_everything_lies_and_how_large_it_is(
    fitcount: Fitcount, counted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    counted.places.video(1).write_bytes(bytes(2_500_000))
    said = fitcount("doctor")
    assert said.code == 0
    assert re.search(rf"sessions  {re.escape(str(counted.path))}: 3, 0\.\d MB$", said.out, re.MULTILINE)
    folder = re.escape(str(counted.places.folder))
    assert re.search(rf"{folder}: keypoints \d\.\d MB, videos 2\.5 MB$", said.out, re.MULTILINE)


def test_the_doctor_calls_a_damaged_store_bad(fitcount: Fitcount, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    store.parent.mkdir()
    store.write_text("no database at all, though as long as one may be" * 20)
    said = fitcount("doctor")
    assert said.code == 2
    assert re.search(r"BAD +sessions .*: cannot be used \(file is not a database\)", said.out)


def test_a_session_with_a_trace_of_nobody(fitcount: Fitcount, store: Path) -> None:
    Store(store).keep(kept_session(), recorder((False, False)).to_bytes(META))
    said = fitcount("sessions", "recount", "1", "-e", "squat")
    assert (said.code, said.err) == (0, "")
    assert "rejected movement is gone" in said.out
