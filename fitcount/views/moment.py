"""Everything that the dashboard shows at one moment."""

from dataclasses import dataclass

from fitcount.types import CounterState, Float64Array, Progress, SourceInfo
from fitcount.views.glyphs import Glyphs
from fitcount.views.wording import DOWN_UP, Halves


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """The input of `render`: the same moment always looks the same."""

    title: str
    """Name of the exercise."""
    source: SourceInfo
    standard: str
    model: str
    state: CounterState
    progress: Progress
    history: Float64Array
    """The driving metric, one value per `history.STEP_S`, newest last; NaN where it was not measured."""
    absent_s: float
    """How long nobody has been seen."""
    glyphs: Glyphs
    halves: Halves = DOWN_UP
