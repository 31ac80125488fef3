"""The trace of a session: everything the counter saw, so that it can be counted again without video or model."""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from fitcount.errors import TraceError
from fitcount.kept import KeptFrames
from fitcount.sessions.files import write_whole
from fitcount.sessions.plain import plain, typed
from fitcount.types import LANDMARK_NAMES, Intervention, Metrics, Pose, SourceInfo

FORMAT = 1
"""Raised when a reader of the older format would misread a trace."""

_N = len(LANDMARK_NAMES)
_NOBODY = Pose(
    t_s=math.nan,
    image_px=np.full((_N, 3), np.nan, np.float32),
    world_m=np.full((_N, 3), np.nan, np.float32),
    visibility=np.full(_N, np.nan, np.float32),
    presence=np.full(_N, np.nan, np.float32),
    score=math.nan,
    scale_px=math.nan,
    track=-1,
)


Arrays = dict[str, NDArray[Any]]
"""By name, a row a frame."""


@dataclass(frozen=True, slots=True)
class TraceMeta:
    """How a trace came about."""

    source: SourceInfo
    model: str
    smoothing: dict[str, Any]
    """Settings of the filter that made `image_px` from `raw_image_px`."""
    program: str
    """Version of fitcount."""
    warnings: tuple[str, ...] = ()
    """What the source had to say: a damaged end, for example."""
    exercise: str = ""
    """What was counted at first: name or path of an exercise, or auto; "" in older traces, which do not say."""
    standard: str = ""
    """By which of its standards; "" for its default, and of a held one."""
    interventions: tuple[Intervention, ...] = ()
    """What the person did by hand meanwhile, in its order."""
    format: int = FORMAT


@dataclass(slots=True)
class TraceRecorder:
    """Collects a row for each frame of a source."""

    _t_s: list[float] = field(default_factory=list)
    _raw: list[Pose] = field(default_factory=list)
    _smooth: list[Pose] = field(default_factory=list)
    _metrics: list[Metrics] = field(default_factory=list)

    def add(self, raw: Pose | None, smooth: Pose | None, metrics: Metrics) -> None:
        """Add the next frame; None where nobody is seen. Every frame has metrics of the same names."""
        self._t_s.append(metrics.t_s)
        self._raw.append(_NOBODY if raw is None else raw)
        self._smooth.append(_NOBODY if smooth is None else smooth)
        self._metrics.append(metrics)

    def __len__(self) -> int:
        return len(self._t_s)

    def save(self, path: Path, meta: TraceMeta) -> None:
        """Write all rows, or nothing.

        Raises UsageError if the file cannot be written.
        """
        write_whole(path, self.to_bytes(meta))

    def to_bytes(self, meta: TraceMeta) -> bytes:
        """Content of a trace file: a NumPy .npz without pickles, one row per frame."""
        return trace_bytes(meta, self._arrays(0, len(self)))

    def part(self, start: int, stop: int, meta: TraceMeta) -> bytes:
        """The same of some of the frames, and not compressed: a second of them takes a millisecond."""
        return _archived(self._arrays(start, stop), meta, np.savez)

    def _arrays(self, start: int, stop: int) -> Arrays:
        smooth, raw, metrics = self._smooth[start:stop], self._raw[start:stop], self._metrics[start:stop]
        names = list(metrics[0].values) if metrics else []
        values = [[each.values[name] for name in names] for each in metrics]
        return {
            "t_s": np.array(self._t_s[start:stop], np.float64),
            "image_px": _stack([p.image_px for p in smooth], (_N, 3)),
            "world_m": _stack([p.world_m for p in smooth], (_N, 3)),
            "raw_image_px": _stack([p.image_px for p in raw], (_N, 3)),
            "raw_world_m": _stack([p.world_m for p in raw], (_N, 3)),
            "visibility": _stack([p.visibility for p in smooth], (_N,)),
            "raw_visibility": _stack([p.visibility for p in raw], (_N,)),
            "presence": _stack([p.presence for p in raw], (_N,)),
            "score": np.array([p.score for p in raw], np.float32),
            "scale_px": np.array([p.scale_px for p in raw], np.float64),
            "track": np.array([p.track for p in raw], np.int32),
            "metric_names": np.array(names, np.str_),
            "metrics": np.array(values, np.float32).reshape(len(metrics), len(names)),
        }


def trace_bytes(meta: TraceMeta, arrays: Arrays) -> bytes:
    """Content of a trace file that holds these."""
    return _archived(arrays, meta, np.savez_compressed)


def _archived(arrays: Arrays, meta: TraceMeta, save: Callable[..., None]) -> bytes:
    content = io.BytesIO()
    save(content, **arrays, meta=np.array(_dump(meta)))
    return content.getvalue()


@dataclass(frozen=True, slots=True)
class Trace:
    """A trace that was read: the raw poses, from which everything else can be computed again."""

    meta: TraceMeta
    arrays: Arrays

    def __len__(self) -> int:
        return len(self.arrays["t_s"])

    def __iter__(self) -> Iterator[tuple[float, Pose | None]]:
        """Time and raw pose of each frame."""
        for row, t_s in enumerate(self.arrays["t_s"].tolist()):
            yield t_s, self._pose(row, t_s)

    def _pose(self, row: int, t_s: float) -> Pose | None:
        a = self.arrays
        if np.isnan(a["score"][row]):
            return None
        return Pose(
            t_s=t_s,
            image_px=a["raw_image_px"][row],
            world_m=a["raw_world_m"][row],
            visibility=a["raw_visibility"][row],
            presence=a["presence"][row],
            score=float(a["score"][row]),
            scale_px=float(a["scale_px"][row]),
            track=int(a["track"][row]),
        )


_NEEDED: Mapping[str, tuple[type[np.generic], tuple[int, ...]]] = {
    "t_s": (np.float64, ()),
    "raw_image_px": (np.float32, (_N, 3)),
    "raw_world_m": (np.float32, (_N, 3)),
    "raw_visibility": (np.float32, (_N,)),
    "presence": (np.float32, (_N,)),
    "score": (np.float32, ()),
    "scale_px": (np.float64, ()),
    "track": (np.int32, ()),
}
"""What counting again starts from: type, and shape of a row."""


def load_trace(path: Path) -> Trace:
    """Read a trace.

    Raises TraceError if the file is missing, is no trace, is damaged, or comes from a newer fitcount.
    """
    return Trace(*read_arrays(path, tuple(_NEEDED)))


def load_frames(path: Path) -> KeptFrames:
    """What a trace has to draw. Raises TraceError as `load_trace` does."""
    return frames_of(read_arrays(path)[1])


def frames_of(arrays: Arrays) -> KeptFrames:
    """What a trace's arrays have to draw."""
    names = [str(name) for name in arrays["metric_names"]]
    metrics = dict(zip(names, arrays["metrics"].T, strict=True))
    return KeptFrames(arrays["t_s"], arrays["image_px"], arrays["visibility"], metrics)


def read_arrays(path: Path, names: Sequence[str] = ()) -> tuple[TraceMeta, Arrays]:
    """What a trace file holds: those arrays, or all. Raises TraceError as `load_trace` does."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise TraceError(f"{path}: no such trace") from None
    except OSError as error:
        raise TraceError(f"{path}: cannot be read ({error.strerror})") from error
    return parse_arrays(content, path, names)


def parse_arrays(content: bytes, path: Path, names: Sequence[str] = ()) -> tuple[TraceMeta, Arrays]:
    """The same of a trace file's content, which errors call `path`."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            meta = _parse(path, str(archive["meta"]))
            arrays = {name: archive[name] for name in names or archive.files if name != "meta"}
            _check(arrays)
            return meta, arrays
    except (KeyError, ValueError, TypeError, EOFError, OSError, zipfile.BadZipFile, zlib.error) as error:
        raise TraceError(
            f"{path}: not a trace, or damaged: write one with 'fitcount count ... --trace FILE.npz'"
        ) from error


def _check(arrays: Arrays) -> None:
    rows = len(arrays["t_s"])
    for name, (dtype, shape) in _NEEDED.items():
        if arrays[name].dtype != dtype or arrays[name].shape != (rows, *shape):
            raise ValueError(f"{name} is {arrays[name].dtype} {arrays[name].shape}")


def _dump(meta: TraceMeta) -> str:
    """JSON, which knows no NaN: what is not known of the source is null."""
    source = {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in asdict(meta.source).items()
    }
    interventions = plain(meta.interventions)
    return json.dumps({**asdict(meta), "source": source, "interventions": interventions}, allow_nan=False)


def _parse(path: Path, text: str) -> TraceMeta:
    record = json.loads(text)
    if record["format"] > FORMAT:
        raise TraceError(
            f"{path}: trace format {record['format']}, this fitcount reads up to {FORMAT}: install a newer fitcount"
        )
    fps = record["source"]["fps"]
    source = _make(SourceInfo, {**record["source"], "fps": math.nan if fps is None else fps})
    interventions = tuple(typed(Intervention, each) for each in record.get("interventions", ()))
    lists = {"warnings": tuple(record["warnings"]), "interventions": interventions}
    return _make(TraceMeta, {**record, "source": source, **lists})


_Record = TypeVar("_Record", SourceInfo, TraceMeta)


def _make(kind: type[_Record], record: Mapping[str, Any]) -> _Record:
    """A dataclass of what the record holds; a later fitcount may have added to it."""
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in record.items() if name in known})


def _stack(rows: list[NDArray[np.float32]], shape: tuple[int, ...]) -> NDArray[np.float32]:
    return np.array(rows, np.float32).reshape(len(rows), *shape)
