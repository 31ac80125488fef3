"""What is heard of a run, from what is counted to the loudspeaker."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from feedback.fakes import WAIT_S, Broken, Recorder, program

from fitcount.cli import heard
from fitcount.cli.heard import SpeakerWatcher, speaker_for
from fitcount.cli.live_options import check_goal, read_goal
from fitcount.errors import UsageError
from fitcount.feedback.bell import Bell
from fitcount.feedback.device import Device
from fitcount.feedback.speaker import Speaker
from fitcount.feedback.tones import sound_of
from fitcount.guidance import Cue, CueKind, Goal, Guidance, Stage
from fitcount.pipeline import Counted
from fitcount.reps.library import find_exercise
from fitcount.types import CounterState, Frame, Gauge, Outage, Progress, Rep

from .conftest import Fitcount

AT_REST = CounterState(3.0, "standing", 170.0, Gauge("knee_deg", 80, 175, 160, 100), (), (), True, exercise="Squat")
REP = Rep(1, "both", 1.0, 2.0, 3.0, "knee_deg", 80.0, 170.0, 1.0, 1.0)
FRAME = Frame(89, 3.0, np.zeros((4, 4, 3), np.uint8))
PROGRESS = Progress(90, 3.0, None, 30.0, 20.0)


def people(state: CounterState = AT_REST) -> Sequence[Counted]:
    return [Counted(None, state), Counted(None, replace(AT_REST, reps=(REP, REP, REP)))]


class Heard:
    """A speaker whose devices tell what they were given, once it is closed."""

    def __init__(self) -> None:
        self.player, self.voice = Recorder(), Recorder()
        self.speaker = Speaker(self.player, self.voice)

    @property
    def words(self) -> list[object]:
        self.speaker.finish(WAIT_S)
        return self.voice.played


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Device[Any]], list[Device[Any]]]:
    """What players and voices this machine has: none, until a test adds some."""
    players: list[Device[Any]] = []
    voices: list[Device[Any]] = []
    monkeypatch.setattr(heard, "players", lambda terminal: players)  # noqa: ARG005
    monkeypatch.setattr(heard, "voices", lambda: voices)
    return players, voices


Machine = tuple[list[Device[Any]], list[Device[Any]]]


class TestWatcher:
    def test_the_first_persons_rep_is_heard(self) -> None:
        here = Heard()
        watcher = SpeakerWatcher(here.speaker)
        watcher.watch(FRAME, people(), PROGRESS)
        watcher.watch(FRAME, people(replace(AT_REST, reps=(REP,))), PROGRESS)
        assert (here.words, here.player.played) == (["1"], [sound_of(CueKind.REP)])

    def test_a_rep_that_ends_with_the_source_is_heard(self) -> None:
        here = Heard()
        watcher = SpeakerWatcher(here.speaker)
        watcher.watch(FRAME, people(), PROGRESS)
        watcher.finish(people(replace(AT_REST, reps=(REP,))), PROGRESS)
        assert here.words == ["1"]

    def test_a_camera_that_is_gone_is_heard_though_there_is_no_frame(self) -> None:
        here = Heard()
        told = Guidance()
        watcher = SpeakerWatcher(here.speaker, lambda: told)
        watcher.watch(FRAME, people(), PROGRESS)
        told = Guidance(notice="camera 0 was unplugged", is_urgent=True)
        watcher.wait(Outage(7.0, 3.0, "camera 0 was unplugged"), people(), PROGRESS)
        assert here.words == ["camera 0 was unplugged"]

    def test_what_the_run_itself_wants_to_be_heard_is_heard(self) -> None:
        here = Heard()
        watcher = SpeakerWatcher(here.speaker, take_cues=lambda: [Cue(3.0, CueKind.WORDS, "set 2 of 3")])
        watcher.watch(FRAME, people(), PROGRESS)
        assert here.words == ["set 2 of 3"]

    def test_a_muted_run_mutes_all_of_it(self) -> None:
        here = Heard()
        watcher = SpeakerWatcher(
            here.speaker, lambda: Guidance(Stage.COUNTING, muted=True), lambda: [Cue(3.0, CueKind.NOTICE, "look")]
        )
        watcher.watch(FRAME, people(), PROGRESS)
        assert here.speaker.muted
        here.speaker.muted = False
        assert here.words == []


class TestSpeaker:
    def test_live_all_that_is_there_is_used(self, machine: Machine) -> None:
        player, voice = Recorder(), Recorder()
        machine[0].append(player)
        machine[1].append(voice)
        with speaker_for(live=True, sound=None, voice=None) as speaker:
            assert speaker is not None
            speaker.tell(Cue(0.0, CueKind.REP, "1"))
        assert (player.played, voice.played) == ([sound_of(CueKind.REP)], ["1"])

    def test_a_file_is_counted_in_silence(self, machine: Machine) -> None:
        machine[0].append(Recorder())
        with speaker_for(live=False, sound=None, voice=None) as speaker:
            assert speaker is None

    def test_what_is_asked_for_is_used_with_a_file_too(self, machine: Machine) -> None:
        machine[0].append(Recorder())
        with speaker_for(live=False, sound=True, voice=None) as speaker:
            assert speaker is not None

    def test_either_can_be_left_out(self, machine: Machine) -> None:
        player, voice = Recorder(), Recorder()
        machine[0].append(player)
        machine[1].append(voice)
        with speaker_for(live=True, sound=True, voice=False) as speaker:
            assert speaker is not None
            speaker.tell(Cue(0.0, CueKind.REP, "1"))
        assert (player.played, voice.played) == ([sound_of(CueKind.REP)], [])

    def test_a_voice_that_was_asked_for_and_is_not_there_is_told(
        self, machine: Machine, capsys: pytest.CaptureFixture[str]
    ) -> None:
        machine[0].append(Recorder())
        with speaker_for(live=True, sound=None, voice=True):
            pass
        assert "the extra 'voice' brings one" in capsys.readouterr().err

    def test_a_voice_that_nobody_asked_for_is_not_missed(
        self, machine: Machine, capsys: pytest.CaptureFixture[str]
    ) -> None:
        machine[0].append(Recorder())
        with speaker_for(live=True, sound=None, voice=None):
            pass
        assert capsys.readouterr().err == ""

    def test_what_could_not_be_heard_is_told_once_at_the_end(
        self, machine: Machine, capsys: pytest.CaptureFixture[str]
    ) -> None:
        machine[0].append(Broken())
        with speaker_for(live=True, sound=None, voice=None) as speaker:
            assert speaker is not None
            for _ in range(3):
                speaker.tell(Cue(0.0, CueKind.REP))
                speaker.finish(WAIT_S)
            assert capsys.readouterr().err == ""
        assert capsys.readouterr().err == (
            "fitcount: warning: not all was to be heard: broken failed: no such device\n"
        )

    def test_a_bell_in_the_place_of_a_player_that_fails_is_told(
        self, machine: Machine, capsys: pytest.CaptureFixture[str]
    ) -> None:
        machine[0].extend([Broken(), Bell(io.BytesIO())])
        with speaker_for(live=True, sound=None, voice=None) as speaker:
            assert speaker is not None
            speaker.tell(Cue(0.0, CueKind.REP))
        assert capsys.readouterr().err == (
            "fitcount: warning: only the terminal's bell was rung: broken failed: no such device\n"
        )


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("10", Goal(reps=10)),
        ("60s", Goal(seconds=60.0)),
        ("60 s", Goal(seconds=60.0)),
        ("2min", Goal(seconds=120.0)),
        ("1:30", Goal(seconds=90.0)),
    ],
)
def test_a_goal_is_reps_or_a_time(text: str, goal: Goal) -> None:
    assert read_goal(text) == goal


@pytest.mark.parametrize(
    "text",
    ["", "ten", "-3", "10 reps of it", "1:75", "1.5", "0", "0s", "99999", "9999min", "\N{ARABIC-INDIC DIGIT ONE}"],
)
def test_what_is_no_goal_is_refused_in_a_line(text: str, fitcount: Fitcount) -> None:
    said = fitcount("count", "clip.mp4", f"--goal={text}")
    assert said.code == 2
    assert said.complaint.startswith(f"fitcount: --goal {text!r}: ")


def test_seconds_are_asked_for_of_what_is_held() -> None:
    with pytest.raises(UsageError, match="plank is counted in seconds, not in reps: write --goal 30s"):
        check_goal(read_goal("30"), find_exercise("plank"))
    check_goal(read_goal("30s"), find_exercise("plank"))
    check_goal(read_goal("30s"), find_exercise("squat"))
    check_goal(read_goal("30"), None)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="it has another player")
def test_doctor_plays_every_sound(fitcount: Fitcount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    body = "import pathlib\nwith pathlib.Path(__file__).with_suffix('.log').open('a') as log: print('played', file=log)"
    program(tmp_path / "bin", "aplay", body)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("fitcount.cli.sound_check.BETWEEN_SOUNDS_S", 0.0)
    monkeypatch.setattr("fitcount.feedback.found.find_spec", lambda _: None)
    said = fitcount("doctor", "--sound")
    assert said.code == 0
    assert "played by  aplay" in said.out
    assert (tmp_path / "bin" / "aplay.log").read_text().count("played") == len(CueKind) - 1
