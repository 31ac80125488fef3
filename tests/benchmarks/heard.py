"""What it costs the loop that counts to tell something, whatever the loudspeaker does.

    python tests/benchmarks/heard.py [--cues 1000] [--every-ms 10]

A cue with a sound and a word is told again and again, with

    nothing              no player and no voice
    hanging              a player and a voice that never come back
    programs             a player and a voice that are processes, one for each sound and each word; they play nothing
    own voice            the voice of the extra `voice`, whose samples such a process plays; where it is installed

Prints how long `Speaker.tell` takes, of which half and all but one in a hundred take no longer, and how long closing
takes after that. A frame at 30 a second has 33 ms.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterator

import numpy as np

from fitcount.feedback.device import Device
from fitcount.feedback.program import PlayingProgram, SpeakingProgram
from fitcount.feedback.speaker import Speaker
from fitcount.feedback.tones import Sound
from fitcount.guidance import Cue, CueKind

PROGRAM = "true"


class Hanging:
    """A device that never comes back."""

    name = "hanging"

    def play(self, what: object) -> None:  # noqa: ARG002
        """Wait for ever."""
        threading.Event().wait()

    def stop(self) -> None:
        """It does not."""

    def close(self) -> None:
        """It does not either."""
        threading.Event().wait()


def devices() -> Iterator[tuple[str, Device[Sound] | None, Device[str] | None]]:
    """What is compared."""
    yield "nothing", None, None
    yield "hanging", Hanging(), Hanging()
    yield "programs", PlayingProgram(PROGRAM), SpeakingProgram(PROGRAM)
    try:
        from fitcount.feedback.espeak import Espeak  # noqa: PLC0415
    except ImportError:
        return
    yield "own voice", PlayingProgram(PROGRAM), Espeak(PlayingProgram(PROGRAM))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cues", type=int, default=1000, help="how many are told (default: 1000)")
    parser.add_argument("--every-ms", type=float, default=10.0, help="one so often (default: 10)")
    given = parser.parse_args()
    print(f"{'':12}{'median':>10}{'p99':>10}{'longest':>10}{'closing':>10}  ms")
    for name, player, voice in devices():
        took_ms = []
        speaker = Speaker(player, voice)
        for number in range(given.cues):
            start_s = time.perf_counter()
            speaker.tell(Cue(number / 30.0, CueKind.REP, f"{number}"))
            took_ms.append((time.perf_counter() - start_s) * 1e3)
            time.sleep(given.every_ms / 1e3)
        start_s = time.perf_counter()
        speaker.close()
        closing_ms = (time.perf_counter() - start_s) * 1e3
        half, most = np.percentile(took_ms, [50, 99])
        print(f"{name:12}{half:10.3f}{most:10.3f}{max(took_ms):10.3f}{closing_ms:10.0f}")
        for problem in speaker.problems:
            print(f"{'':12}{problem}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
