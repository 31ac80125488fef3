"""The plain values that stages hand to each other.

A frame becomes a pose, a pose becomes metrics, metrics become repetitions. Every value says its unit and space in its
name: `_s` seconds from the source's start, `_px` pixels of the full frame, `_m` metres, `_deg` degrees. NaN means "not
measured", None means "nobody there".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    UInt8Array = NDArray[np.uint8]
    Float32Array = NDArray[np.float32]
    Float64Array = NDArray[np.float64]
else:

    def __getattr__(name: str) -> Any:
        # NumPy takes longer to import than the list of all sessions to print, which needs none of it.
        if name in _ARRAYS:
            import numpy as np  # noqa: PLC0415
            from numpy.typing import NDArray  # noqa: PLC0415

            return NDArray[getattr(np, _ARRAYS[name])]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


_ARRAYS = {"UInt8Array": "uint8", "Float32Array": "float32", "Float64Array": "float64"}
"""Name of an array's type to that of its numbers."""

LANDMARK_NAMES: tuple[str, ...] = (
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "mouth_left",
    "mouth_right",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
)
"""BlazePose's 33 landmarks in the model's order."""

LANDMARK: Mapping[str, int] = {name: index for index, name in enumerate(LANDMARK_NAMES)}
"""Landmark name to its row."""

SKELETON: tuple[tuple[int, int], ...] = tuple(
    (LANDMARK[a], LANDMARK[b])
    for a, b in (
        ("left_shoulder", "right_shoulder"),
        ("left_hip", "right_hip"),
        *(
            (f"{side}_{a}", f"{side}_{b}")
            for side in ("left", "right")
            for a, b in (
                ("shoulder", "elbow"),
                ("elbow", "wrist"),
                ("shoulder", "hip"),
                ("hip", "knee"),
                ("knee", "ankle"),
                ("ankle", "heel"),
                ("heel", "foot_index"),
                ("ankle", "foot_index"),
            )
        ),
    )
)
"""Pairs of landmarks that a drawn skeleton joins."""


def _require(name: str, array: NDArray[Any], shape: tuple[int, ...], dtype: str) -> None:
    if array.shape != shape or array.dtype != dtype:
        raise ValueError(f"{name} must be {shape} {dtype}, not {array.shape} {array.dtype}")


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known of a source before its first frame is read."""

    name: str
    """File name, camera or URL, without folders."""
    width: int
    """Pixels, after rotation."""
    height: int
    fps: float
    """Nominal frames per second; NaN where the source does not say."""
    frames: int | None
    """How many frames the source claims to have; None for a live source."""
    duration_s: float | None
    """None for a live source."""
    live: bool = False


@dataclass(frozen=True, slots=True)
class CameraMode:
    """A size of the pictures that a camera can send, in one pixel format."""

    fourcc: str
    """YUYV, MJPG, ..."""
    width: int
    """Pixels."""
    height: int
    fps: tuple[float, ...]
    """Pictures a second, the most first; empty where the camera does not say."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera of this computer."""

    index: int
    """OpenCV's number of it."""
    name: str
    modes: tuple[CameraMode, ...] = ()
    """Empty where the system does not tell them before the camera is opened."""
    trouble: str = ""
    """Why it cannot be used now, and what to do about it; "" if nothing is known against it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a source."""

    index: int
    """0, 1, 2 ... in the order of the source; a live source skips numbers of frames that were dropped."""
    t_s: float
    """Seconds from the source's start by the source's own time stamps; never decreases."""
    image_rgb: UInt8Array
    """(height, width, 3), upright."""
    decode_ms: float = 0.0
    """What reading and converting this picture took."""
    captured_s: float = math.nan
    """When it came from a live source, by time.monotonic(); NaN if it was recorded."""

    def __post_init__(self) -> None:
        if self.image_rgb.ndim != 3 or self.image_rgb.shape[2] != 3 or self.image_rgb.dtype != "uint8":
            raise ValueError(f"image_rgb must be (height, width, 3) uint8, not {self.image_rgb.shape}")


@dataclass(frozen=True, slots=True)
class Outage:
    """A moment in which a live source has had no picture for longer than it should."""

    t_s: float
    """Now, in seconds from the source's start, as its next frame would be stamped."""
    since_s: float
    """When the last picture came."""
    why: str
    """For the person, in a line: "camera 0 was unplugged: plug it in again"."""


@dataclass(frozen=True, slots=True)
class Region:
    """Region of interest: the rotated square that holds a person."""

    x_px: float
    """Centre."""
    y_px: float
    side_px: float
    rotation_rad: float
    """Clockwise in the picture; 0 for a person whose head is up."""


@dataclass(frozen=True, slots=True)
class Pose:
    """33 landmarks of one person in one frame, in the order of `LANDMARK_NAMES`."""

    t_s: float
    """Seconds from the source's start."""
    image_px: Float32Array
    """(33, 3): x, y in pixels of the full frame; z on the same scale, negative towards the camera."""
    world_m: Float32Array
    """(33, 3): metres from the middle of the hips; x right in the picture, y down, z away from the camera."""
    visibility: Float32Array
    """(33,): 0..1, in the picture and not hidden."""
    presence: Float32Array
    """(33,): 0..1, in the picture."""
    score: float
    """0..1, that there is a person at all."""
    scale_px: float
    """Size of the person: twice the distance from the middle of the hips to the circle around the body."""
    track: int = 0
    """Which person this is: another number after a loss if it is hardly the same one."""

    def __post_init__(self) -> None:
        n = len(LANDMARK_NAMES)
        _require("image_px", self.image_px, (n, 3), "float32")
        _require("world_m", self.world_m, (n, 3), "float32")
        _require("visibility", self.visibility, (n,), "float32")
        _require("presence", self.presence, (n,), "float32")


@dataclass(frozen=True, slots=True)
class Fault:
    """A form rule that a repetition broke."""

    code: str
    """Id of the rule in the exercise's YAML."""
    value: float
    limit: float
    uncertainty: float
    """One standard deviation of `value`."""
    at_s: float


@dataclass(frozen=True, slots=True)
class Rep:
    """A movement that met the exercise's standard."""

    number: int
    """1, 2, 3 ... of its exercise."""
    side: str
    """both, left or right."""
    start_s: float
    peak_s: float
    """Middle of the time spent within 5 % of the range from the extreme."""
    end_s: float
    metric: str
    """The driving metric, unit in its name: knee_deg."""
    min: float
    max: float
    to_peak_s: float
    """Start to peak: the eccentric half of a squat."""
    from_peak_s: float
    """Peak to end."""
    faults: tuple[Fault, ...] = ()

    @property
    def took_s(self) -> float:
        """How long it lasted."""
        return self.end_s - self.start_s

    @property
    def range_of_motion(self) -> float:
        """How far the driving metric went, in its unit."""
        return self.max - self.min


TOO_SHORT = "too_short"
"""Reason of a try at a hold that did not last."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """An attempt that did not count, and why."""

    movement: bool
    """Whether it was a repetition of the motion that missed the standard, or no repetition at all."""
    side: str
    start_s: float
    peak_s: float | None
    end_s: float
    reason: str
    """Id of the reason: bottom_not_reached, person_lost, ..."""
    metric: str
    value: float
    limit: float
    text: str
    """For the person: "no rep: knee 118°, needs 100° or less"."""


@dataclass(frozen=True, slots=True)
class Break:
    """Time within a hold in which the position was left: it is not counted as held."""

    start_s: float
    end_s: float
    reason: str
    """Code of the condition in the exercise's YAML; person_lost where nobody could be measured."""
    metric: str
    """What was measured when the position was left, and what it had to be; "" and NaN if nothing was."""
    value: float
    limit: float
    text: str
    """For the person: "the hips sag (hip sag 24°)"."""

    @property
    def took_s(self) -> float:
        """How long it lasted."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person changed by hand; what was counted stays as it was beside it."""

    t_s: float
    """When they did."""
    kind: Literal["undo", "add"]
    """undo: a rep was none; add: one was not counted."""
    exercise: str
    """Name of the exercise."""
    peak_s: float = math.nan
    """Of the rep that was none; NaN for one that was added, or that takes back one which was added."""

    @property
    def change(self) -> int:
        """How many reps it makes more."""
        return 1 if self.kind == "add" else -1


def change(corrections: Iterable[Correction]) -> int:
    """How many reps they make more, all together."""
    return sum(correction.change for correction in corrections)


def by_time(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """In the order in which they were made."""
    return tuple(sorted(corrections, key=lambda correction: correction.t_s))


def added(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Those by which a rep was added that was not taken back again: the last one always is."""
    left: list[Correction] = []
    for each in corrections:
        if each.kind == "add":
            left.append(each)
        elif math.isnan(each.peak_s):
            left.pop()
    return tuple(left)


def undone(corrections: Iterable[Correction]) -> Mapping[float, Correction]:
    """Peak of each counted rep that was none, to what says so."""
    return {each.peak_s: each for each in corrections if each.kind == "undo" and not math.isnan(each.peak_s)}


InterventionKind = Literal["undo", "add", "next_set", "change"]


@dataclass(frozen=True, slots=True)
class Intervention:
    """What a person did by hand while something was counted, as it has to be done again when it is recounted."""

    t_s: float
    """When they did."""
    kind: InterventionKind
    """next_set: the set ended here; change: from here on the exercise was another one."""
    row: int
    """After how many frames of the trace."""
    exercise: str
    """Name of the exercise that was counted then, "" as long as it was not known which; for a change the name or path
    of the one from then on, or auto."""
    standard: str = ""
    """For a change: that of the exercise from then on; "" for its default, and of a held one."""
    peak_s: float = math.nan
    """Of the rep that was none; NaN for all others."""


@dataclass(frozen=True, slots=True)
class ExerciseSet:
    """Movements of one exercise without a long rest, or one hold with its breaks."""

    exercise: str
    start_s: float
    end_s: float
    count: int
    movements: int
    held_s: float
    """0 for a set of movements."""
    breaks: tuple[Break, ...] = ()
    reps: tuple[Rep, ...] = ()
    """Numbered from 1 within the set."""
    rejected: tuple[Rejection, ...] = ()
    """Its movements that missed the standard."""
    corrections: tuple[Correction, ...] = ()
    """By hand."""

    @property
    def corrected(self) -> int:
        """Its repetitions, as the person has corrected them."""
        return self.count + change(self.corrections)


def standing(reps: Iterable[Rep], corrections: Iterable[Correction]) -> tuple[Rep, ...]:
    """The reps that were not taken back."""
    taken_back = undone(corrections)
    return tuple(rep for rep in reps if rep.peak_s not in taken_back)


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands. yaw 0: the person faces it; 90: it sees the left side; 180: the back."""

    yaw_deg: float
    label: str
    """front, oblique, side or back."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Median milliseconds a frame of each stage (NaN where a stage did not run), and the 95th percentile of all."""

    decode: float
    detect: float
    estimate: float
    frame: float
    frame_p95: float


NONE = "none"
"""In the place of an exercise's name: nothing was recognised."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was counted: the fields of the result JSON."""

    source: SourceInfo
    exercise: str
    standard: str
    """"" for a held exercise, which has none."""
    model: str
    count: int
    movements: int
    held_s: float
    reps: tuple[Rep, ...]
    rejected: tuple[Rejection, ...]
    sets: tuple[ExerciseSet, ...]
    confidence: float
    doubts: tuple[str, ...]
    view: View
    frames_without_person: int
    timing_ms: Timing
    corrections: tuple[Correction, ...] = ()
    """By hand, of any exercise, in the order of time."""

    @property
    def corrected(self) -> int:
        """Repetitions of its exercise over all sets, as the person has corrected them."""
        return self.count + change(each for each in self.corrections if each.exercise == self.exercise)

    @property
    def is_recognised(self) -> bool:
        """Whether it is known which exercise was done."""
        return self.exercise != NONE

    @property
    def is_held(self) -> bool:
        """Whether seconds were counted, not repetitions."""
        return not self.standard


@dataclass(frozen=True, slots=True)
class Gauge:
    """How far the driving metric has to travel, for drawing it."""

    metric: str
    """Name with unit: knee_deg."""
    low: float
    """End of the scale at the peak of a rep."""
    high: float
    """End of the scale in the start position."""
    start_limit: float
    """Beyond this the person is in the start position."""
    peak_limit: float
    """Beyond this the standard is met."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What is known of a held exercise after a frame."""

    running_s: float
    """Seconds of the hold or try that is going on, or was the last one."""
    total_s: float
    """Seconds held so far in all holds; never becomes less."""
    holds: tuple[ExerciseSet, ...]
    """Those that are over."""
    breaks: tuple[Break, ...]
    """Those of the hold that is going on."""


@dataclass(frozen=True, slots=True)
class CounterState:
    """What the counter knows after a frame; a view draws it and keeps none of it."""

    t_s: float
    phase: str
    """Name of the phase in the exercise's YAML; "" while nobody is there."""
    value: float
    """The driving metric now; NaN where it cannot be measured."""
    gauge: Gauge
    reps: tuple[Rep, ...]
    rejected: tuple[Rejection, ...]
    person: bool
    """Whether somebody is seen in this frame."""
    notes: tuple[str, ...] = ()
    """What to tell the person about the form of the last rep, or what keeps them out of the position."""
    exercise: str = ""
    """Title of the exercise; "" while it is not known which one it is."""
    halves: tuple[str, str] = ("down", "up")
    """What it calls the two halves of a rep."""
    holding: Holding | None = None
    """None unless the exercise is held."""
    corrections: tuple[Correction, ...] = ()
    """Of this exercise, by hand."""

    @property
    def count(self) -> int:
        """Repetitions counted so far."""
        return len(self.reps)

    @property
    def corrected(self) -> int:
        """Repetitions so far, as the person has corrected them."""
        return self.count + change(self.corrections)


@dataclass(frozen=True, slots=True)
class Progress:
    """How the run itself is doing after a frame."""

    frame: int
    """Number of frames processed."""
    t_s: float
    duration_s: float | None
    """None for a live source."""
    fps: float
    """Frames processed per second of wall time, lately."""
    inference_ms: float
    """Detector and estimator, lately."""
    dropped: int = 0
    """Frames of a live source that were skipped to stay current."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """What was measured on the pose of one frame."""

    t_s: float
    values: Mapping[str, float] = field(default_factory=dict)
    """Name with unit to value; NaN where it cannot be measured."""
    track: int | None = None
    """Which person this is; None while nobody is seen."""
    sigma: Mapping[str, float] = field(default_factory=dict)
    """One standard deviation of those whose uncertainty is known frame by frame."""
    body_m: Float32Array | None = None
    """(12, 2): shoulders, elbows, wrists, hips, knees and ankles in the picture, from the middle of the hips, in metres
    of a person of nominal size; NaN where the model knows none. None while nobody is seen."""


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a text file that a person wrote."""

    path: str
    """As the person named it."""
    line: int
    """From 1; 0 where it is the file as a whole."""
    column: int
    """From 1, in characters."""
    length: int
    """In characters of that line, 1 or more."""
    text: str
    """That line; "" for the file as a whole."""

    def __str__(self) -> str:
        """file:line:column, as editors read it; the file alone where it is all of it."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an exercise's file that is wrong, or doubtful."""

    severity: Literal["error", "warning"]
    """error: the file cannot be used; warning: it can, but hardly does what was meant."""
    place: Place
    what: str
    why: str = ""
    suggestion: str = ""
    """What to write instead."""

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used."""
        return self.severity == "error"

    def __str__(self) -> str:
        """All that helps in one line: where, what, and what to write instead."""
        hint = self.suggestion or self.why
        return f"{self.place}: {self.what}: {hint}" if hint else f"{self.place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Learned:
    """What an exercise was learned from, and what was learned, in words."""

    clip: str
    repetitions: str
    """1 repetition, 5 repetitions."""
    peaks_s: tuple[float, ...]
    """When each was at its peak."""
    took_s: str
    """The shortest and the longest of them: 1.4 to 2.0."""
    driver: str
    """What drives the count, and between which ends."""
    needs: tuple[str, ...]
    """What all of them had in common."""
    seen_from: str
    kept: tuple[str, ...]
    """Alterations of the clip or of the limits that do not change the count."""
    lost: tuple[str, ...]
    """Those that do."""
    path: str
    """Of the exercise's file."""
    case: str
    """Of the recording beside it."""
    source: str
    """Path of the clip."""
    is_trace: bool
    single: bool
    """Whether there was only one repetition."""
    cut: str
    """What to say of repetitions that the clip cuts, or ""."""


SURE = 0.8
"""A confidence from which a count is called sure."""


@dataclass(frozen=True, slots=True)
class ClipScore:
    """A labelled clip, counted as one exercise."""

    clip: str
    """As its label names it."""
    exercise: str
    """What it was counted as."""
    negative: bool
    """Whether nothing should be counted, as the clip shows something else."""
    wanted: tuple[int, ...]
    """Numbers of movements that can be defended, smallest first."""
    wanted_count: int | None
    """How many of them meet the standard; None if nobody has judged that."""
    movements: int | None
    """None where the clip could not be read."""
    count: int | None
    confidence: float
    """0..1; NaN where the clip could not be read."""
    note: str = ""
    """Why it could not be read, or what was damaged."""

    @property
    def error(self) -> int:
        """By how many movements it is wrong; all of them where the clip could not be read."""
        if self.movements is None:
            return max(self.wanted)
        return min(abs(self.movements - wanted) for wanted in self.wanted)

    @property
    def relative_error(self) -> float:
        """The error in shares of the true number, as RepCount defines it."""
        return self.error / max(1, min(self.wanted))

    @property
    def exact(self) -> bool:
        """As many movements as labelled, and as many to the standard where that is labelled."""
        return self.movements is not None and self.error == 0 and self.wanted_count in (None, self.count)

    @property
    def within_one(self) -> bool:
        """At most one movement too many or too few."""
        return self.movements is not None and self.error <= 1


@dataclass(frozen=True, slots=True)
class Share:
    """How many of several are right, and where the share of all that might have been tried lies."""

    right: int
    total: int
    low: float
    """Ends of the 95 % confidence interval, 0..1."""
    high: float

    @property
    def value(self) -> float:
        """0..1; NaN of none."""
        return self.right / self.total if self.total else float("nan")


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean, and where the mean of all that might have been tried lies."""

    value: float
    """NaN of none."""
    low: float
    """Ends of the 95 % confidence interval; NaN where the values do not differ."""
    high: float


@dataclass(frozen=True, slots=True)
class Totals:
    """How well several clips were counted."""

    clips: int
    failed: int
    """Of those, could not be read; they count as wrong."""
    exact: Share
    within_one: Share
    mae: Mean
    """Mean of the relative errors."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well the clips of a file of labels were counted."""

    rows: tuple[ClipScore, ...]
    exercises: Mapping[str, Totals]
    """By exercise, of the clips that show it."""
    total: Totals
    """Of all clips that show an exercise."""
    sure: Share
    """How many of those with a confidence of `SURE` or more are exact."""
    unsure: Share
    auc: float
    """Probability that of two such clips, one exact and one not, the exact one has the higher confidence; NaN
    where there are no two."""
    negatives: Share
    """Of the clips in which nothing should be counted, those in which nothing was, whatever they were counted as."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Where a check of an exercise failed."""

    at_s: float
    text: str
    """What was there and was not counted, or was counted and should not be."""
    key: str = ""
    """What in the exercise's file is behind it, if that is known."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that an exercise's test asks for."""

    name: str
    why: str
    """Why that is expected, in words."""
    expected: str
    found: str
    passed: bool
    misses: tuple[Miss, ...] = ()
    """Where it failed, in the order of time."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The test of one exercise."""

    exercise: str
    file: str
    cases: tuple[Check, ...]
    made_from: str
    """Which movement the made clips show; or why there are none."""
    waveforms: tuple[Check, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """All of them."""
        return (*self.cases, *self.waveforms)

    @property
    def failed(self) -> int:
        """How many checks failed."""
        return sum(not check.passed for check in self.checks)
