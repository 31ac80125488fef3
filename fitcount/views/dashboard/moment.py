"""Everything that the dashboard shows at one moment."""

import math
from dataclasses import dataclass

from fitcount.guidance import Guidance
from fitcount.types import CounterState, Float64Array, Progress, SourceInfo
from fitcount.views.absence import Absence
from fitcount.views.dashboard.framing import Framing
from fitcount.views.dashboard.history import History
from fitcount.views.figure import Window
from fitcount.views.glyphs import Glyphs
from fitcount.views.mirror import mirrored
from fitcount.views.sighting import Sighting
from fitcount.views.wording import Halves

NO_PICTURE = "no picture"
UNKNOWN_EXERCISE = "Which exercise?"
"""Until it is recognised."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """The input of `render`: the same moment always looks the same."""

    source: SourceInfo
    standard: str | None
    """None: each exercise's own."""
    model: str
    state: CounterState
    progress: Progress
    history: Float64Array
    """The driving metric, one value per `history.STEP_S`, newest last; NaN where it was not measured."""
    absent_s: float
    """How long nobody has been seen."""
    glyphs: Glyphs
    guidance: Guidance | None = None
    """What a live run tells beside the count; None where nobody is led."""
    sighting: Sighting | None = None
    """As it is to be drawn, already mirrored if it should be; None while there is no picture."""
    window: Window | None = None
    """The part of the picture in which the person moves about; None before anybody was seen."""
    pictured: bool = False
    """Whether the terminal shows the picture itself, so that its place stays empty."""

    @property
    def is_known(self) -> bool:
        """Whether it is known which exercise is done: otherwise there is nothing to measure it by."""
        return bool(self.state.exercise)

    @property
    def lacks_picture(self) -> bool:
        """Whether the camera has none at the moment; of a file there is none to wait for."""
        return self.source.live and self.sighting is None

    @property
    def title(self) -> str:
        """Name of the exercise."""
        return self.state.exercise or UNKNOWN_EXERCISE

    @property
    def halves(self) -> Halves:
        """What it calls the two halves of a rep."""
        return Halves(*self.state.halves)


class Moments:
    """Follows a run frame by frame, and puts together what is to be shown of it."""

    def __init__(self, source: SourceInfo, standard: str | None, model: str, *, glyphs: Glyphs) -> None:
        self._source, self._standard, self._model = source, standard, model
        self._glyphs = glyphs
        self._history = History()
        self._absence = Absence()
        self._absent_s = 0.0
        self._exercise = ""
        self._framing = Framing()

    def follow(self, state: CounterState) -> None:
        """Take what is known after a frame."""
        if state.exercise != self._exercise:
            # Another exercise is measured by another metric.
            self._history, self._exercise = History(), state.exercise
        self._history.add(state.t_s, state.value if state.person else math.nan)
        self._absent_s = self._absence.update(state)

    def moment(
        self,
        state: CounterState,
        progress: Progress,
        guidance: Guidance | None = None,
        sighting: Sighting | None = None,
        *,
        pictured: bool = False,
    ) -> Moment:
        """How the run looks at the frame that was followed last; `sighting`: as the camera sees it."""
        if sighting is not None and guidance is not None and guidance.mirrored:
            sighting = mirrored(sighting)
        if sighting is not None:
            self._framing.follow(sighting)
        told = guidance.standard if guidance is not None else None
        return Moment(
            self._source,
            self._standard if told is None else told,
            self._model,
            state,
            progress,
            self._history.values(),
            self._absent_s,
            self._glyphs,
            guidance,
            sighting,
            self._framing.window,
            pictured=pictured and sighting is not None,
        )
