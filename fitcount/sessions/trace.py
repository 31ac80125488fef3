"""The trace of a session: everything the counter saw, so that it can be counted again without video or model."""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from fitcount.errors import TraceError
from fitcount.kept import KeptFrames
from fitcount.sessions.files import write_whole
from fitcount.sessions.plain import plain, typed
from fitcount.spool import Spool
from fitcount.types import LANDMARK_NAMES, Intervention, Metrics, Pose, SourceInfo

FORMAT = 1
"""Raised when a reader of the older format would misread a trace."""

EFFORT = 1
"""Of compressing, up to 9: landmarks tremble, so more saves half a percent, and the end of a run waits for it."""

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


class TraceRecorder:
    """Collects a row for each frame of a source, in the same memory however many they are."""

    def __init__(self) -> None:
        self._names: tuple[str, ...] = ()
        self._rows: Spool | None = None

    def add(self, raw: Pose | None, smooth: Pose | None, metrics: Metrics) -> None:
        """Add the next frame; None where nobody is seen. Every frame has metrics of the same names."""
        if self._rows is None:
            self._names = tuple(metrics.values)
            self._rows = Spool(_kind(len(self._names)))
        smooth, raw = smooth or _NOBODY, raw or _NOBODY
        self._rows.append(
            (
                metrics.t_s,
                smooth.image_px,
                smooth.world_m,
                raw.image_px,
                raw.world_m,
                smooth.visibility,
                raw.visibility,
                raw.presence,
                raw.score,
                raw.scale_px,
                raw.track,
                [metrics.values[name] for name in self._names],
            )
        )

    def __len__(self) -> int:
        return 0 if self._rows is None else len(self._rows)

    def save(self, path: Path, meta: TraceMeta) -> None:
        """Write all rows, or nothing.

        Raises UsageError if the file cannot be written.
        """
        write_whole(path, lambda file: self.write(file, meta))

    def write(self, file: IO[bytes], meta: TraceMeta) -> None:
        """Write the content of a trace file: a NumPy .npz without pickles, one row per frame. Raises OSError."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=EFFORT) as archive:
            kind = _kind(len(self._names))
            for name in kind.names or ():
                _write_column(archive, name, kind[name], self._column(name), len(self))
            _write_array(archive, "metric_names", np.array(self._names, np.str_))
            _write_array(archive, "meta", np.array(_dump(meta)))

    def to_bytes(self, meta: TraceMeta) -> bytes:
        """The same content in memory."""
        content = io.BytesIO()
        self.write(content, meta)
        return content.getvalue()

    def part(self, start: int, stop: int, meta: TraceMeta) -> bytes:
        """The same of some of the frames, and not compressed: a second of them takes a millisecond."""
        rows = np.zeros(0, _kind(len(self._names))) if self._rows is None else self._rows.rows(start, stop)
        arrays = {name: np.ascontiguousarray(rows[name]) for name in rows.dtype.names or ()}
        return _archived({**arrays, "metric_names": np.array(self._names, np.str_)}, meta, np.savez)

    def _column(self, name: str) -> Iterator[NDArray[Any]]:
        return (block[name] for block in (self._rows.blocks() if self._rows is not None else ()))


def _kind(metrics: int) -> np.dtype[np.void]:
    """A frame of a trace, with so many metrics."""
    return np.dtype(
        [
            ("t_s", np.float64),
            ("image_px", np.float32, (_N, 3)),
            ("world_m", np.float32, (_N, 3)),
            ("raw_image_px", np.float32, (_N, 3)),
            ("raw_world_m", np.float32, (_N, 3)),
            ("visibility", np.float32, (_N,)),
            ("raw_visibility", np.float32, (_N,)),
            ("presence", np.float32, (_N,)),
            ("score", np.float32),
            ("scale_px", np.float64),
            ("track", np.int32),
            ("metrics", np.float32, (metrics,)),
        ]
    )


def _write_column(
    archive: zipfile.ZipFile, name: str, kind: np.dtype[Any], blocks: Iterable[NDArray[Any]], rows: int
) -> None:
    """One array of an .npz, a block after the other."""
    of_one = np.zeros(0, kind)
    header = {"descr": np.lib.format.dtype_to_descr(of_one.dtype), "fortran_order": False}
    with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
        np.lib.format.write_array_header_1_0(file, {**header, "shape": (rows, *of_one.shape[1:])})
        for block in blocks:
            file.write(block.tobytes())


def _write_array(archive: zipfile.ZipFile, name: str, array: NDArray[Any]) -> None:
    with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
        np.lib.format.write_array(file, array, allow_pickle=False)


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


_MAY_BE_LEFT_OUT = {"exercise", "standard", "interventions"}


def _dump(meta: TraceMeta) -> str:
    """JSON, which knows no NaN: what is not known of the source is null."""
    source = {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in asdict(meta.source).items()
    }
    record = {**asdict(meta), "source": source, "interventions": plain(meta.interventions)}
    # As older traces are where there is nothing to say.
    said = {name: value for name, value in record.items() if value or name not in _MAY_BE_LEFT_OUT}
    return json.dumps(said, allow_nan=False)


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
