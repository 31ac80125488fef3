"""The trace of a session, as far as it can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fitcount.cli.warning import warn
from fitcount.errors import TraceError

if TYPE_CHECKING:
    from fitcount.kept import KeptFrames
    from fitcount.sessions.store import Store


def frames_to_draw(place: Store, session_id: int) -> KeptFrames | None:
    """The trace; one that is damaged does not cost what was counted, and is told."""
    try:
        return place.frames(session_id)
    except TraceError as error:
        warn(f"{error}; what it takes to draw is missing")
        return None
