"""What a condition may name: every metric, and the times of a rep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fitcount.reps.metrics import METRICS, unit_of

LONGEST_S = 600.0
"""Nobody takes longer for a rep."""

TEMPO = "tempo_ratio"
"""How long a rep took over the median of the reps before it in the set."""

TIMES: Mapping[str, tuple[float, float]] = {
    "to_peak_s": (0.0, LONGEST_S),
    "from_peak_s": (0.0, LONGEST_S),
    "rep_s": (0.0, LONGEST_S),
    TEMPO: (0.0, 100.0),
}
"""How long the halves and all of a rep took, and its tempo: one number a rep. Between what they can lie."""


@dataclass(frozen=True, slots=True)
class Named:
    """A quantity that has a name."""

    unit: str
    low: float
    high: float
    """Between these it can lie."""


NAMED: Mapping[str, Named] = {
    **{name: Named(unit_of(name), metric.low, metric.high) for name, metric in METRICS.items()},
    **{name: Named(unit_of(name), low, high) for name, (low, high) in TIMES.items()},
}
"""All that a condition may name."""
