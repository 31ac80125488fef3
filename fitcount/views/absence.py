"""How long nobody has been seen."""

from fitcount.types import CounterState


class Absence:
    """Follows the frames of a run. A single missed frame is no absence yet: views ask how long it lasts."""

    def __init__(self) -> None:
        self._seen_s: float | None = None

    def update(self, state: CounterState) -> float:
        """Seconds of frame time since somebody was seen, or since the first frame."""
        if state.person or self._seen_s is None:
            self._seen_s = state.t_s
        return state.t_s - self._seen_s
