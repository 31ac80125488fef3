"""The state machine of a rep: start position, to the peak, peak, and back."""

from __future__ import annotations

from enum import Enum

from fitcount.reps.definition import Phases


class Phase(Enum):
    """Where in a rep the person is; the value is the phase's key in the exercise's file."""

    START = "start"
    TO_PEAK = "to_peak"
    PEAK = "peak"
    FROM_PEAK = "from_peak"


class PhaseMachine:
    """Moves from phase to phase with hysteresis and minimum durations.

    Its input is the share of the person's own range (0 start position, 1 peak) and whether the standard is met.
    """

    def __init__(self, phases: Phases) -> None:
        self._phases = phases
        self._min_s = {Phase.START: phases.start.min_s, Phase.PEAK: phases.peak.min_s}
        self.restart(Phase.START)

    @property
    def name(self) -> str:
        """The current phase's name in the exercise's file."""
        name: str = getattr(self._phases, self.phase.value).name
        return name

    def restart(self, phase: Phase) -> None:
        """Go to a phase at once."""
        self.phase = phase
        self._candidate = phase
        self._since_s = 0.0
        self._extreme = 0.0

    def step(self, t_s: float, share: float, reached: bool) -> Phase:
        """The phase after this value.

        A new phase must hold for its minimum duration, otherwise nothing happened.
        """
        self._extreme = max(self._extreme, share)
        wanted = self._wanted(share, reached)
        if wanted is not self._candidate:
            self._candidate, self._since_s = wanted, t_s
        if wanted is not self.phase and t_s - self._since_s >= self._min_s.get(wanted, 0.0):
            self.phase = wanted
            if wanted is Phase.START:
                self._extreme = 0.0
        return self.phase

    def _wanted(self, share: float, reached: bool) -> Phase:
        start, peak = self._phases.start, self._phases.peak
        if self.phase is Phase.START:
            return Phase.TO_PEAK if share > start.leave else Phase.START
        if share < start.enter:
            return Phase.START
        if share < self._extreme - peak.leave:
            return Phase.FROM_PEAK
        return Phase.PEAK if reached or self.phase is Phase.PEAK else self.phase
