"""One question at a time, each with a usual answer, and with what is wrong with an answer that will not do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Answer = TypeVar("Answer")


class AnswerError(ValueError):
    """Why an answer will not do, in words that say what would."""


class Asks(Protocol):
    """Puts a question to somebody until the answer will do."""

    def __call__(self, question: str, usual: str, understood: Callable[[str], Answer]) -> Answer:
        """The answer as it is understood; nothing said means `usual`, if that is not ""."""


_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def code(text: str) -> str:
    """A name that a file may have: side_lunge of "Side lunge"."""
    name = re.sub(r"[\s-]+", "_", text.strip().lower())
    if not _CODE.fullmatch(name):
        raise AnswerError(f"{text!r}: needs letters, digits and _, a letter first: side_lunge")
    return name


def title(text: str) -> str:
    """What a person calls it."""
    return _sentence(text, 32)


def sentence(text: str) -> str:
    """How it is done."""
    return _sentence(text, 200)


def _sentence(text: str, most: int) -> str:
    text = " ".join(text.split())
    if not text.isprintable() or not 1 <= len(text) <= most:
        raise AnswerError(f"needs 1 to {most} letters")
    return text


def choice(options: Sequence[str]) -> Callable[[str], str]:
    """One of a few words, or the beginning of one of them."""

    def understood(text: str) -> str:
        word = text.strip().lower()
        begun = [option for option in options if word and option.startswith(word)]
        if word in options or len(begun) == 1:
            return word if word in options else begun[0]
        near = difflib.get_close_matches(word, options, n=1)
        hint = f": did you mean {near[0]}?" if near else ""
        raise AnswerError(f"{text.strip()!r} is none of {', '.join(options)}{hint}")

    return understood


def number(low: float, high: float, unit: str) -> Callable[[str], float]:
    """A number between two, with or without its unit."""

    def understood(text: str) -> float:
        plain = text.strip().lower().removesuffix(unit.lower()).removesuffix("°").strip().replace(",", ".")
        try:
            value = float(plain)
        except ValueError:
            raise AnswerError(f"{text.strip()!r} is no number: {low:g} to {high:g} {unit}") from None
        if not low <= value <= high:
            raise AnswerError(f"{value:g} is not within {low:g} to {high:g} {unit}")
        return value

    return understood
