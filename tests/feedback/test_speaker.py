"""Cues in, sounds and words out; and the loop that tells them never waits."""

from __future__ import annotations

import pytest

from feedback.fakes import WAIT_S, Broken, Hanging, Recorder, Stuck
from fitcount.feedback.speaker import Speaker
from fitcount.feedback.tones import sound_of
from fitcount.guidance import Cue, CueKind


def cue(kind: CueKind = CueKind.REP, say: str = "") -> Cue:
    return Cue(1.0, kind, say)


def test_a_cue_is_played_and_said() -> None:
    player, voice = Recorder(), Recorder()
    with Speaker(player, voice) as speaker:
        speaker.tell(cue(CueKind.REJECTED, "deeper"))
        speaker.finish(WAIT_S)
    assert (player.played, voice.played) == ([sound_of(CueKind.REJECTED)], ["deeper"])


def test_words_have_no_sound_and_a_sound_needs_no_words() -> None:
    player, voice = Recorder(), Recorder()
    with Speaker(player, voice) as speaker:
        speaker.tell(cue(CueKind.WORDS, "Keep your chest up."))
        speaker.tell(cue(CueKind.TICK))
        speaker.finish(WAIT_S)
    assert (player.played, voice.played) == ([sound_of(CueKind.TICK)], ["Keep your chest up."])


def test_without_devices_it_is_silent() -> None:
    with Speaker() as speaker:
        speaker.tell(cue(say="1"))
        speaker.finish(WAIT_S)
    assert speaker.problems == ()


def test_whoever_tells_does_not_wait_for_a_player_that_hangs() -> None:
    player, voice = Hanging(), Recorder()
    with Speaker(player, voice) as speaker:
        speaker.tell(cue(say="1"))
        assert player.hangs.wait(WAIT_S)
        for number in range(2, 200):
            speaker.tell(cue(say=f"{number}"))
        speaker.finish(0.0)
    assert not player.let_go.is_set()
    assert len(player.played) == 1
    player.let_go.set()


def test_a_count_never_lags_behind() -> None:
    voice = Hanging()
    with Speaker(voice=voice) as speaker:
        speaker.tell(cue(say="1"))
        assert voice.hangs.wait(WAIT_S)
        for number in range(2, 10):
            speaker.tell(cue(say=f"{number}"))
        voice.let_go.set()
        speaker.finish(WAIT_S)
    assert voice.played == ["1", "9"]


def test_a_number_goes_before_advice_that_waits() -> None:
    voice = Hanging()
    with Speaker(voice=voice) as speaker:
        speaker.tell(cue(say="1"))
        assert voice.hangs.wait(WAIT_S)
        speaker.tell(cue(CueKind.WORDS, "Keep your chest up."))
        speaker.tell(cue(say="2"))
        voice.let_go.set()
        speaker.finish(WAIT_S)
    assert voice.played == ["1", "2", "Keep your chest up."]


@pytest.mark.parametrize("kind", [Hanging, Stuck])
def test_closing_does_not_wait_for_a_player_that_hangs(kind: type[Hanging]) -> None:
    player = kind()
    with Speaker(player) as speaker:
        speaker.tell(cue())
        assert player.hangs.wait(WAIT_S)
    # We are here, and it still hangs.
    assert not player.let_go.is_set()
    player.let_go.set()


def test_closing_again_is_no_error() -> None:
    speaker = Speaker(Recorder())
    speaker.close()
    speaker.close()


def test_muting_silences_what_plays_and_what_waits() -> None:
    player = Hanging()
    with Speaker(player) as speaker:
        speaker.tell(cue())
        assert player.hangs.wait(WAIT_S)
        speaker.tell(cue(CueKind.DONE))
        speaker.muted = True
        speaker.tell(cue(CueKind.REP))
        assert player.stops == 1
        player.let_go.set()
        speaker.muted = False
        speaker.finish(WAIT_S)
        assert player.played == [sound_of(CueKind.REP)]
        speaker.tell(cue(CueKind.TICK))
        speaker.finish(WAIT_S)
    assert player.played[1:] == [sound_of(CueKind.TICK)]


def test_a_player_that_fails_is_told_once_and_left_alone() -> None:
    player, voice = Broken(), Recorder()
    with Speaker(player, voice) as speaker:
        for number in range(3):
            speaker.tell(cue(say=f"{number}"))
            speaker.finish(WAIT_S)
    assert speaker.problems == ("broken failed: no such device",)
    assert len(player.played) == 1
    assert voice.played == ["0", "1", "2"]


def test_closing_closes_the_devices() -> None:
    player, voice = Recorder(), Recorder()
    Speaker(player, voice).close()
    assert (player.closed, voice.closed) == (True, True)
