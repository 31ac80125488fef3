"""Scores as counting gives them."""

from __future__ import annotations

import math

from fitcount.types import ClipScore


def score(
    clip: str,
    wanted: int | tuple[int, ...],
    got: int | None,
    *,
    exercise: str = "squat",
    confidence: float = 0.9,
    negative: bool = False,
    standard: tuple[int, int] | None = None,
    note: str = "",
) -> ClipScore:
    """`standard`: how many were wanted to meet the standard, and how many did."""
    return ClipScore(
        clip=clip,
        exercise=exercise,
        negative=negative,
        wanted=wanted if isinstance(wanted, tuple) else (wanted,),
        wanted_count=standard[0] if standard else None,
        movements=got,
        count=standard[1] if standard else got,
        confidence=math.nan if got is None else confidence,
        note=note,
    )


SCORES = (
    score("a.mp4", 3, 3, confidence=0.95),
    score("b.mp4", (5, 6), 7, confidence=0.4),
    score("c.mp4", 4, 4, standard=(0, 1), confidence=0.85),
    score("broken.mp4", 4, None, note="broken.mp4 is no video"),
    score("d.mp4", 10, 7, exercise="pushup", confidence=0.3, note="damaged after 8.0 s of 12.0 s: counted up to there"),
    score("walk.mp4", 0, 0, negative=True),
    score("walk.mp4", 0, 2, exercise="jumping_jack", negative=True, confidence=0.2),
    score("wave.mp4", 0, 0, negative=True),
)
