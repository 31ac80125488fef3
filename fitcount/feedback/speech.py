"""A line of the screen, as a voice can say it."""

from __future__ import annotations

import re

from fitcount.wording import printable

_SECONDS = re.compile(r"\b(\d+) s\b")


def speakable(text: str) -> str:
    """In one line, units as words; and never an option of the program that speaks, whatever a plan or exercise says."""
    return " ".join(printable(_SECONDS.sub(r"\1 seconds", text)).split()).lstrip("- ")
