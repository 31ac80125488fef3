"""The trace of a session: everything the counter saw, so that it can be counted again without video or model."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fitcount.errors import TraceError
from fitcount.sessions.files import write_whole
from fitcount.types import LANDMARK_NAMES, Metrics, Pose, SourceInfo

FORMAT = 1
"""Raised when a reader of the older format would misread a trace."""

_N = len(LANDMARK_NAMES)
_NOBODY = Pose(
    t_s=float("nan"),
    image_px=np.full((_N, 3), np.nan, np.float32),
    world_m=np.full((_N, 3), np.nan, np.float32),
    visibility=np.full(_N, np.nan, np.float32),
    presence=np.full(_N, np.nan, np.float32),
    score=float("nan"),
    scale_px=float("nan"),
    track=-1,
)


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
    format: int = FORMAT


@dataclass(slots=True)
class TraceRecorder:
    """Collects a row for each frame of a source."""

    _t_s: list[float] = field(default_factory=list)
    _raw: list[Pose] = field(default_factory=list)
    _smooth: list[Pose] = field(default_factory=list)
    _metrics: list[Metrics] = field(default_factory=list)

    def add(self, raw: Pose | None, smooth: Pose | None, metrics: Metrics) -> None:
        """Add the next frame; None where nobody is seen."""
        self._t_s.append(metrics.t_s)
        self._raw.append(raw or _NOBODY)
        self._smooth.append(smooth or _NOBODY)
        self._metrics.append(metrics)

    def save(self, path: Path, meta: TraceMeta) -> None:
        """Write all rows, or nothing.

        Raises UsageError if the file cannot be written.
        """
        names = list(self._metrics[0].values) if self._metrics else []
        values = [[metrics.values[name] for name in names] for metrics in self._metrics]
        content = io.BytesIO()
        np.savez_compressed(
            content,
            t_s=np.array(self._t_s, np.float64),
            image_px=_stack([p.image_px for p in self._smooth], (_N, 3)),
            world_m=_stack([p.world_m for p in self._smooth], (_N, 3)),
            raw_image_px=_stack([p.image_px for p in self._raw], (_N, 3)),
            raw_world_m=_stack([p.world_m for p in self._raw], (_N, 3)),
            visibility=_stack([p.visibility for p in self._smooth], (_N,)),
            raw_visibility=_stack([p.visibility for p in self._raw], (_N,)),
            presence=_stack([p.presence for p in self._raw], (_N,)),
            score=np.array([p.score for p in self._raw], np.float32),
            scale_px=np.array([p.scale_px for p in self._raw], np.float64),
            track=np.array([p.track for p in self._raw], np.int32),
            metric_names=np.array(names, np.str_),
            metrics=np.array(values, np.float32).reshape(len(self._t_s), len(names)),
            meta=np.array(json.dumps(asdict(meta))),
        )
        write_whole(path, content.getvalue())


@dataclass(frozen=True, slots=True)
class Trace:
    """A trace that was read: the raw poses, from which everything else can be computed again."""

    meta: TraceMeta
    arrays: dict[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(self.arrays["t_s"])

    def __iter__(self) -> Iterator[tuple[float, Pose | None]]:
        """Time and raw pose of each frame."""
        a = self.arrays
        for row, t_s in enumerate(a["t_s"]):
            if np.isnan(a["score"][row]):
                yield float(t_s), None
            else:
                yield (
                    float(t_s),
                    Pose(
                        t_s=float(t_s),
                        image_px=a["raw_image_px"][row],
                        world_m=a["raw_world_m"][row],
                        visibility=a["raw_visibility"][row],
                        presence=a["presence"][row],
                        score=float(a["score"][row]),
                        scale_px=float(a["scale_px"][row]),
                        track=int(a["track"][row]),
                    ),
                )


_NEEDED = ("t_s", "raw_image_px", "raw_world_m", "raw_visibility", "presence", "score", "scale_px", "track", "meta")


def load_trace(path: Path) -> Trace:
    """Read a trace.

    Raises TraceError if the file is missing, is no trace, or comes from a newer fitcount.
    """
    try:
        with np.load(path, allow_pickle=False) as content:
            arrays = {name: content[name] for name in _NEEDED}
        meta = json.loads(str(arrays.pop("meta")))
    except FileNotFoundError:
        raise TraceError(f"{path}: no such trace") from None
    except OSError as error:
        raise TraceError(f"{path}: cannot be read: {error.strerror or 'not a trace'}") from error
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise TraceError(f"{path}: not a trace: write one with 'fitcount count ... --trace FILE.npz'") from error
    if meta.get("format", 0) > FORMAT:
        raise TraceError(
            f"{path}: trace format {meta['format']}, this fitcount reads up to {FORMAT}: install a newer fitcount"
        )
    meta["source"] = SourceInfo(**meta["source"])
    meta["warnings"] = tuple(meta["warnings"])
    return Trace(TraceMeta(**meta), arrays)


def _stack(rows: list[NDArray[np.float32]], shape: tuple[int, ...]) -> NDArray[np.float32]:
    return np.array(rows, np.float32).reshape(len(rows), *shape)
