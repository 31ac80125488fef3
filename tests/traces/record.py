"""Record the traces of this folder again, from the clips of rendered people that are no part of the project.

    python -m tests.traces.record FOLDER

FOLDER holds each clip as .mp4, and its exact truth as .json. A trace is counted from its raw landmarks alone, so only
these are kept, rounded to what no count depends on. That makes 200 kB of a megabyte.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from fitcount.sessions.reduced_trace import reduced, to_bytes
from fitcount.sessions.trace import load_trace

HERE = Path(__file__).parent
CLIPS = {
    "curl_alternating": "bicep_curl",
    "idle": "squat",
    "jack_front": "jumping_jack",
    "lunge_side": "lunge",
    "press_front": "shoulder_press",
    "pushup_side": "pushup",
    "situp_side": "situp",
    "squat_10fps": "squat",
    "squat_front": "squat",
    "squat_lean_side": "squat",
    "squat_leaves_frame": "squat",
    "squat_partial": "squat",
    "squat_pause_double_dip": "squat",
    "squat_valgus_front": "squat",
}
"""Each clip, and the exercise that it is counted as."""


def main() -> None:
    """Count every clip, and keep its trace and its truth."""
    folder = Path(sys.argv[1])
    truths = {}
    for clip, exercise in CLIPS.items():
        with tempfile.TemporaryDirectory() as scratch:
            whole = Path(scratch) / "whole.npz"
            options = ("--exercise", exercise, "--headless", "--no-store", "--trace", str(whole))
            subprocess.run(
                [sys.executable, "-m", "fitcount", "count", str(folder / f"{clip}.mp4"), *options], check=True
            )
            reduce_trace(whole, HERE / f"{clip}.npz")
        truths[clip] = truth_of(json.loads((folder / f"{clip}.json").read_text()))
    (HERE / "truth.json").write_text(json.dumps(truths, indent=1) + "\n")


def reduce_trace(whole: Path, small: Path, from_s: float = 0.0, to_s: float = math.inf, every: int = 1) -> None:
    """Keep of a trace what `load_trace` needs, rounded; of every so many frames of a part, which then begins at 0."""
    small.write_bytes(to_bytes(reduced(load_trace(whole), from_s, to_s, every)))


def truth_of(clip: dict[str, Any]) -> dict[str, Any]:
    """What the renderer did: the movements in their order."""
    return {
        "note": clip.get("note", ""),
        "movements": [{"peak_s": rep["peak_s"], "full": rep["valid"], "faults": rep["faults"]} for rep in clip["reps"]],
    }


if __name__ == "__main__":
    main()
