"""The text of a condition becomes a tree, or an error that says where it went wrong."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken, v_args

from fitcount.reps.conditions.errors import ConditionError
from fitcount.reps.conditions.quantities import NAMED, TIMES
from fitcount.reps.conditions.tree import (
    Arithmetic,
    Both,
    Call,
    Comparator,
    Comparison,
    Either,
    Function,
    Inverse,
    Measure,
    Negative,
    Node,
    Number,
    Operator,
    Place,
    Quantity,
    Taking,
    Truth,
    text_of,
)

GRAMMAR = Path(__file__).with_name("grammar.lark")

MAX_LENGTH = 400
"""Characters."""
MAX_PARTS = 100
"""Names, numbers, operators and brackets; each becomes one node of the tree at most."""
MAX_DEPTH = 8
"""Brackets within brackets."""
MAX_SHOWN = 24
"""Characters of a wrong word."""

TAKINGS: tuple[Taking, ...] = get_args(Taking)
FUNCTIONS: tuple[Function, ...] = get_args(Function)
PLACES: tuple[Place, ...] = ("start", "peak")

_OPERAND = "a number or a metric"


def parse_tree(text: str) -> Truth:
    """Parse the text of a condition. Raises ConditionError; units are not looked at yet."""
    if len(text) > MAX_LENGTH:
        what = f"a condition of {len(text)} characters"
        raise ConditionError(what, MAX_LENGTH, len(text) - MAX_LENGTH, why=f"{MAX_LENGTH} are the most")
    tokens = _tokens(text)
    _check_size(tokens)
    parser = _parser().parse_interactive("")
    before: Token | None = None
    for token in tokens:
        try:
            parser.feed_token(token)
        except UnexpectedToken:
            raise _unexpected(token, before, parser.accepts(), text) from None
        before = token
    try:
        root = parser.feed_eof(before)
    except UnexpectedToken:
        raise _unexpected(None, before, parser.accepts(), text) from None
    return _truth(cast(Node, root), "")


@cache
def _parser() -> Lark:
    # Basic: 'or' is never the name of a metric, wherever it stands.
    return Lark(
        GRAMMAR.read_text("utf-8"),
        parser="lalr",
        lexer="basic",
        start="condition",
        transformer=_Builder(),
    )


def _tokens(text: str) -> list[Token]:
    try:
        return list(_parser().lex(text))
    except UnexpectedCharacters as error:
        raise _odd_character(text, error.pos_in_stream) from None


def _check_size(tokens: Sequence[Token]) -> None:
    """Refuse what is too long, too deep, or has a bracket that has no other."""
    if len(tokens) > MAX_PARTS:
        token = tokens[MAX_PARTS]
        what = f"a condition of {len(tokens)} names, numbers, operators and brackets"
        raise ConditionError(what, _start(token), len(token), why=f"{MAX_PARTS} are the most")
    opened: list[Token] = []
    for token in tokens:
        if token.type == "OPEN":
            opened.append(token)
            if len(opened) > MAX_DEPTH:
                what = f"brackets nested {len(opened)} deep"
                raise ConditionError(what, _start(token), 1, why=f"{MAX_DEPTH} are the most")
        elif token.type == "CLOSE":
            if not opened:
                raise ConditionError("this ')' closes no '('", _start(token), 1, suggestion="leave it out")
            opened.pop()
    if opened:
        suggestion = "close it; a condition with a comma stands in quotes" if len(opened) == 1 else "close it"
        raise ConditionError("this '(' is never closed", _start(opened[-1]), 1, suggestion=suggestion)


_INSTEAD = {
    "=": "use <= or >=: two measured values are never equal",
    "!": "use < or >, or 'not' before a comparison",
    "&": "write 'and'",
    "|": "write 'or'",
    "≤": "write <=",
    "≥": "write >=",
    "°": "leave it out: a number has the unit of what it is compared with",
    "%": "write a share: 0.5",
    "^": "there are + - * / only",
    "[": "write round brackets: ( )",
    "{": "write round brackets: ( )",
    "'": "leave the quotes out",
    '"': "leave the quotes out",
    "×": "write *",
    "÷": "write /",
    "\N{MINUS SIGN}": "write a plain -",
    "\N{EN DASH}": "write a plain -",
    ",": "write 1.5 with a point",
}
"""By the character that no condition has."""


def _odd_character(text: str, offset: int) -> ConditionError:
    character = text[offset]
    shown = repr(character) if character.isprintable() else f"U+{ord(character):04X}"
    return ConditionError(
        f"{shown} means nothing in a condition",
        offset,
        1,
        suggestion=_INSTEAD.get(character, "there are names, numbers, < <= > >= + - * / ( ) and, or, not, at"),
    )


def _unexpected(token: Token | None, before: Token | None, accepts: set[str], text: str) -> ConditionError:
    """`token` (None: the end) cannot stand after `before` (None: the beginning), only tokens of the kinds `accepts`."""
    if before is None and token is None:
        return ConditionError("an empty condition", 0, len(text), suggestion="write one like middle(knee_deg) < 100")
    if before is not None and before.type == "METRIC" and token is not None and token.type == "OPEN":
        return _no_function(before)
    after = f" after {_shown(before)}" if before is not None else " at the beginning"
    found = _shown(token) if token is not None else "the end"
    start = _start(token) if token is not None else len(text.rstrip())
    what = f"expected {_expected(accepts)}{after}, found {found}"
    return ConditionError(what, start, len(token or ""), suggestion=_advice(token, before))


def _expected(accepts: set[str]) -> str:
    if "NUMBER" in accepts:
        return _OPERAND
    operators = ["an operator"] if accepts & _OPERATORS else []
    return " or ".join([*operators, *(words for kind, words in _WORDS.items() if kind in accepts)])


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


def _advice(token: Token | None, before: Token | None) -> str:
    """What to write instead, where a usual slip explains it."""
    if before is None or token is None:
        return ""
    match before.type, token.type:
        case "NUMBER", "METRIC":
            return f"leave {_shown(token)} out: a number has the unit of what it is compared with"
        case "NUMBER", "COMMA":
            return "write 1.5 with a point"
        case "COMPARE", "COMPARE":
            return "there are < <= > >="
        case "NOT", "NOT":
            return "leave both out"
        case "AT", "METRIC":
            return _did_you_mean(token, PLACES)
        case "METRIC", "METRIC" | "PLACE" if token in ("is", "below", "under", "above", "over"):
            return "write < or >"
        case "OPEN", _ if token.type in ("TAKING", "FUNCTION", "NUMBER", "OPEN"):
            return "low, middle, high and spread take one metric"
    return ""


def _no_function(word: Token) -> ConditionError:
    if word in NAMED:
        what, suggestion = f"{_shown(word)} is a metric, no function", "leave out what stands in ( )"
    else:
        what, suggestion = f"there is no function {_shown(word)}", _did_you_mean(word, (*TAKINGS, *FUNCTIONS))
    return ConditionError(what, _start(word), len(word), suggestion=suggestion)


def _shown(token: Token) -> str:
    return f"'{_short(str(token))}'"


def _short(word: str) -> str:
    return word if len(word) <= MAX_SHOWN else f"{word[:MAX_SHOWN]}…"


def _start(token: Token) -> int:
    return token.start_pos or 0


def _end(token: Token) -> int:
    return token.end_pos or 0


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    known = tuple(known)
    near = difflib.get_close_matches(word[:MAX_SHOWN].lower(), known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}" if len(known) <= 8 else ""


def _truth(node: Node, where: str) -> Truth:
    """The node, if it holds or not. Raises ConditionError for a mere quantity; `where`: what it stands beside."""
    if isinstance(node, Truth):
        return node
    shown = text_of(node)
    suggestion = f"write {shown} < … or {shown} > …" if len(shown) <= MAX_LENGTH // 8 else ""
    what = f"{_short(shown)} is compared with nothing{where}"
    raise ConditionError(what, node.start, node.end - node.start, suggestion=suggestion)


def _quantity(node: Node, where: str) -> Quantity:
    """The node, if it has a value. Raises ConditionError for a comparison; `where`: what it stands beside."""
    if isinstance(node, Quantity):
        return node
    what = f"expected {_OPERAND} {where}, found a comparison"
    raise ConditionError(what, node.start, node.end - node.start, suggestion="join comparisons by 'and' or 'or'")


@v_args(inline=True)
class _Builder(Transformer[Token, Any]):
    """Makes the nodes, from the inside out, while lark parses."""

    def either(self, *parts: Node) -> Either:
        truths = [_truth(part, " beside 'or'") for part in parts]
        return Either(_flat(truths, Either), start=parts[0].start, end=parts[-1].end)

    def both(self, *parts: Node) -> Both:
        truths = [_truth(part, " beside 'and'") for part in parts]
        return Both(_flat(truths, Both), start=parts[0].start, end=parts[-1].end)

    def inverse(self, word: Token, of: Node) -> Inverse:
        return Inverse(_truth(of, " after 'not'"), start=_start(word), end=of.end)

    def comparison(self, *parts: Node | Token) -> Comparison | Both:
        operands = [part for part in parts if not isinstance(part, Token)]
        signs = [part for part in parts if isinstance(part, Token)]
        pairs = [
            Comparison(
                cast(Comparator, str(sign)),
                _quantity(left, f"before '{sign}'"),
                _quantity(right, f"after '{sign}'"),
                start=left.start,
                end=right.end,
            )
            for sign, left, right in zip(signs, operands, operands[1:], strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else Both(tuple(pairs), start=operands[0].start, end=operands[-1].end)

    def arithmetic(self, left: Node, sign: Token, right: Node) -> Arithmetic:
        return Arithmetic(
            cast(Operator, str(sign)),
            _quantity(left, f"before '{sign}'"),
            _quantity(right, f"after '{sign}'"),
            start=left.start,
            end=right.end,
        )

    def negative(self, sign: Token, of: Node) -> Number | Negative:
        quantity = _quantity(of, "after '-'")
        if isinstance(quantity, Number):
            return Number(-quantity.value, start=_start(sign), end=of.end)
        return Negative(quantity, start=_start(sign), end=of.end)

    def number(self, token: Token) -> Number:
        value = float(token)
        if math.isinf(value):
            raise ConditionError(f"{_shown(token)} is too large", _start(token), len(token))
        return Number(value, start=_start(token), end=_end(token))

    def measure(self, name: Token, place: Token | None = None) -> Measure:
        if name not in NAMED:
            suggestion = _did_you_mean(name, NAMED) or "exercises/README.md lists them all"
            raise ConditionError(f"there is no metric {_shown(name)}", _start(name), len(name), suggestion=suggestion)
        measure = Measure(str(name), start=_start(name), end=_end(place or name))
        if place is None:
            return measure
        _refuse_time(measure, measure.start, measure.end, f"at {place}")
        return replace(measure, place=cast(Place, str(place)))

    def taken(self, taking: Token, _open: Token, measure: Measure, close: Token) -> Measure:
        start, end = _start(taking), _end(close)
        _refuse_time(measure, start, end, f"{taking}(…)")
        return replace(measure, taking=cast(Taking, str(taking)), start=start, end=end)

    def call(self, function: Token, _open: Token, *parts: Any) -> Call:
        *arguments, close = parts
        start, end = _start(function), _end(close)
        quantities = tuple(_quantity(each, f"in {function}(…)") for each in arguments)
        if (len(quantities) == 1) != (function == "abs"):
            needs = "one quantity" if function == "abs" else "two quantities or more"
            raise ConditionError(f"{function}(…) takes {needs}, not {len(quantities)}", start, end - start)
        return Call(cast(Function, str(function)), quantities, start=start, end=end)

    def group(self, opened: Token, inside: Node, close: Token) -> Node:
        return replace(inside, start=_start(opened), end=_end(close))


def _flat(truths: Iterable[Truth], kind: type[Both] | type[Either]) -> tuple[Truth, ...]:
    """The parts, and in place of one of the same kind its parts: a and (b and c) is a and b and c."""
    return tuple(part for each in truths for part in (each.parts if isinstance(each, kind) else (each,)))


def _refuse_time(measure: Measure, start: int, end: int, words: str) -> None:
    if measure.metric in TIMES:
        what = f"{measure.metric} is one number a rep"
        raise ConditionError(what, start, end - start, suggestion=f"leave out '{words}'")
