"""What is said of a text that is no condition, in a person's words instead of the grammar's."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from typing import get_args

from lark import Token, UnexpectedToken

from fitcount.reps.conditions.errors import ConditionError
from fitcount.reps.conditions.quantities import NAMED
from fitcount.reps.conditions.tree import Function, Taking
from fitcount.wording import shortened

MAX_SHOWN = 24
"""Characters of a wrong word."""
OPERAND = "a number or a metric"

_CALLED: tuple[str, ...] = (*get_args(Taking), *get_args(Function))
_PLACES = ("start", "peak")

_INSTEAD = {
    "=": "use <= or >=: two measured values are never equal",
    "!": "use < or >, or 'not' before a comparison",
    "&": "write 'and'",
    "|": "write 'or'",
    "≤": "write <=",
    "≥": "write >=",
    "°": "leave it out, a number has the unit of what it is compared with",
    "%": "write a share: 0.5",
    "^": "there are + - * / only",
    "[": "write round brackets: ( )",
    "{": "write round brackets: ( )",
    "'": "leave the quotes out",
    '"': "leave the quotes out",
    "\N{MULTIPLICATION SIGN}": "write *",
    "\N{DIVISION SIGN}": "write /",
    "\N{MINUS SIGN}": "write a plain -",
    "\N{EN DASH}": "write a plain -",
    ",": "write 1.5 with a point",
}
"""By the character that no condition has."""


def odd_character(text: str, offset: int) -> ConditionError:
    """A character that is in no word, number or operator."""
    character = text[offset]
    said = repr(character) if character.isprintable() else f"U+{ord(character):04X}"
    return ConditionError(
        f"{said} means nothing in a condition",
        offset,
        1,
        suggestion=_INSTEAD.get(character, "there are names, numbers, < <= > >= + - * / ( ) and, or, not, at"),
    )


def unexpected(error: UnexpectedToken, tokens: Sequence[Token], text: str) -> ConditionError:
    """What stands where the grammar has no place for it."""
    if not tokens:
        return ConditionError("an empty condition", 0, len(text), suggestion="write one like middle(knee_deg) < 100")
    starts = [start_of(token) for token in tokens]
    row = len(tokens) if error.token.type == "$END" else starts.index(start_of(error.token))
    before, token = (tokens[row - 1] if row else None), (tokens[row] if row < len(tokens) else None)
    if before is not None and before.type == "METRIC" and token is not None and token.type == "OPEN":
        return no_function(before)
    after = f"after {shown(before)}" if before is not None else "at the beginning"
    found = shown(token) if token is not None else "the end"
    start = start_of(token) if token is not None else len(text.rstrip())
    what = f"expected {_expected(error.accepts)} {after}, found {found}"
    return ConditionError(what, start, len(token or ""), suggestion=_advice(token, before, error.accepts))


def _expected(accepts: Collection[str]) -> str:
    if "NUMBER" in accepts:
        return OPERAND
    operators = ["an operator"] if _OPERATORS & set(accepts) else []
    *first, last = [*operators, *(words for kind, words in _WORDS.items() if kind in accepts)]
    return f"{', '.join(first)} or {last}" if first else last


_OPERATORS = {"COMPARE", "PLUS", "TIMES", "AND", "OR"}
_WORDS = {
    "METRIC": "a metric",
    "OPEN": "'('",
    "AT": "'at'",
    "PLACE": "'start' or 'peak'",
    "COMMA": "','",
    "CLOSE": "')'",
    "$END": "the end",
}
"""By the grammar's kind of token."""


def _advice(token: Token | None, before: Token | None, accepts: Collection[str]) -> str:
    """What to write instead, where a usual slip explains it."""
    if before is None or token is None:
        return ""
    if set(accepts) <= {"AT", "CLOSE"}:
        return _OF_ONE
    if before.type == "AT":
        return did_you_mean(token, _PLACES)
    if before.type == "METRIC" and token in ("is", "below", "under", "above", "over"):
        return "write < or >"
    if before.type == "NUMBER" and token.type == "METRIC":
        return f"leave {shown(token)} out, a number has the unit of what it is compared with"
    return _SLIPS.get((before.type, token.type), "")


_OF_ONE = "low, middle, high and spread take one metric"
_SLIPS = {
    ("NUMBER", "COMMA"): "write 1.5 with a point",
    ("COMPARE", "COMPARE"): "there are < <= > >=",
    ("NOT", "NOT"): "leave both out",
    ("OPEN", "TAKING"): _OF_ONE,
    ("OPEN", "FUNCTION"): _OF_ONE,
    ("OPEN", "NUMBER"): _OF_ONE,
    ("OPEN", "OPEN"): _OF_ONE,
}
"""By the grammar's kinds of token, of the one before and of the one that cannot follow it."""


def no_function(word: Token) -> ConditionError:
    """A name before a bracket that cannot be called."""
    if word in NAMED:
        what, suggestion = f"{shown(word)} is a metric, no function", "leave out what stands in ( )"
    else:
        what, suggestion = f"there is no function {shown(word)}", did_you_mean(word, _CALLED)
    return ConditionError(what, start_of(word), len(word), suggestion=suggestion)


def shown(token: Token) -> str:
    """A token in quotes."""
    return f"'{shortened(str(token), MAX_SHOWN)}'"


def start_of(token: Token) -> int:
    """Offset of its first character."""
    return token.start_pos or 0


def end_of(token: Token) -> int:
    """Offset after its last character."""
    return token.end_pos or 0


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word that is most like it; all of them if they are few; nothing otherwise."""
    known = tuple(known)
    near = difflib.get_close_matches(word[:MAX_SHOWN].lower(), known, n=1)
    # Cut before compared: its cost grows with the square of the length.
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}" if len(known) <= 8 else ""
