"""One thing that is not as it was, and what that is for who trains."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fitcount.views.palette import BAD_BOLD, BOLD, GOOD_BOLD


class Verdict(Enum):
    """What a change is for who trains."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "changed"
    """Neither: slower may be what was wanted."""


STYLES = {Verdict.BETTER: GOOD_BOLD, Verdict.WORSE: BAD_BOLD, Verdict.OTHER: BOLD}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was."""

    verdict: Verdict
    text: str
    """wider range: 88° before, 101° now"""
    of_amount: bool = False
    """How much was done, not how: whoever trained for longer has done more."""
