"""How much each metric trembles, steadied, while a person keeps still: `Metric.tremor`.

    .venv/bin/python tests/benchmarks/tremor.py TRACE...

Of each second in which a straight line through the steadied values hardly rises, the standard deviation around it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from fitcount.pose.smoothing import PoseSmoother
from fitcount.reps.metrics import METRICS, Measurer, unit_of
from fitcount.reps.steady import Steady
from fitcount.sessions.trace import load_trace
from fitcount.types import Float64Array, Metrics

SECOND_S = 1.0
MIN_FRAMES = 10
STILL: Mapping[str, float] = {"deg": 6.0, "m": 0.03, "ratio": 0.05}
"""A line that rises by less in a second is somebody who keeps still, or nearly; by its unit."""
WILD = 3.0
"""Times as far apart, the values are another limb's."""


def measured(path: Path) -> list[Metrics]:
    """The metrics of each frame, as the counter sees them."""
    smoother, measurer = PoseSmoother(), Measurer()
    return [measurer.measure(t_s, pose and smoother.smooth(pose)) for t_s, pose in load_trace(path)]


def steadied(name: str, frames: Sequence[Metrics]) -> Float64Array:
    """(n,) the steady value in each frame; NaN where it was not measured."""
    steady = Steady()
    values = [(frame.t_s, frame.values[name]) for frame in frames]
    return np.array([value if np.isnan(value) else steady.take(t_s, value).value for t_s, value in values])


def tremors(name: str, frames: Sequence[Metrics]) -> Iterator[float]:
    """Of each second in which the person keeps still."""
    t_s, values = np.array([frame.t_s for frame in frames]), steadied(name, frames)
    still = STILL[unit_of(name)]
    first = 0
    while first < len(t_s):
        after = int(np.searchsorted(t_s, t_s[first] + SECOND_S))
        second, times_s = values[first:after], t_s[first:after]
        if len(second) >= MIN_FRAMES and not np.isnan(second).any():
            line = np.polyval(np.polyfit(times_s - times_s[0], second, 1), times_s - times_s[0])
            if np.ptp(line) < still and np.ptp(second) < WILD * still:
                yield float((second - line).std())
        first = max(after, first + 1)


def main(paths: Sequence[str]) -> None:
    """Print the quantiles of each metric beside what `METRICS` says."""
    runs = [measured(Path(path)) for path in paths]
    print(f"{'metric':26}{'seconds':>8}{'half':>9}{'9 in 10':>9}{'METRICS':>9}")
    for name, metric in METRICS.items():
        found = np.array([each for frames in runs for each in tremors(name, frames)])
        half, most = np.quantile(found, [0.5, 0.9]) if len(found) else (np.nan, np.nan)
        print(f"{name:26}{len(found):8}{half:9.4f}{most:9.4f}{metric.tremor:9g}")


if __name__ == "__main__":
    main(sys.argv[1:])
