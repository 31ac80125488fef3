"""What is wrong with a condition, and where in it."""

from __future__ import annotations


class ConditionError(ValueError):
    """A condition that is wrong: what, where in its text, why, and what to write instead."""

    def __init__(self, what: str, offset: int, length: int, *, why: str = "", suggestion: str = "") -> None:
        """`offset`, `length`: of the part that is wrong, in characters of the condition's text."""
        super().__init__(what)
        self.what = what
        self.offset = offset
        self.length = length
        self.why = why
        self.suggestion = suggestion

    def __str__(self) -> str:
        """All of it in one line."""
        said = f"{self.what}: {self.why}" if self.why else self.what
        if not self.suggestion:
            return said
        return f"{said}; {self.suggestion}" if self.why else f"{said}: {self.suggestion}"
