"""What has just happened, in a line that stays for some seconds."""

from __future__ import annotations

import math

SHOWN_S = 3.0
"""Long enough to read a line from three metres away."""


class Notices:
    """The newest notice; what is urgent stays as long as it is wrong."""

    def __init__(self) -> None:
        self._text = ""
        self._until_s = -math.inf
        self._urgent = ""

    def tell(self, text: str, t_s: float, *, shown_s: float = SHOWN_S) -> None:
        """Show it from now on."""
        self._text, self._until_s = text, t_s + shown_s

    def warn(self, text: str) -> None:
        """Show it until it is taken back by an empty one."""
        self._urgent = text

    @property
    def is_urgent(self) -> bool:
        """Whether what is shown is of something wrong."""
        return bool(self._urgent)

    def text(self, t_s: float) -> str:
        """What is to be shown now; "" if nothing is."""
        return self._urgent or (self._text if t_s < self._until_s else "")
