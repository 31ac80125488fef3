"""The text of a condition becomes a tree, or an error that says where it went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

from lark import Lark, Token, UnexpectedCharacters, UnexpectedToken

from fitcount.reps.conditions.building import Builder, truth_of
from fitcount.reps.conditions.complaints import odd_character, start_of, unexpected
from fitcount.reps.conditions.errors import ConditionError
from fitcount.reps.conditions.tree import Node, Truth

GRAMMAR = Path(__file__).with_name("grammar.lark").read_text("utf-8")
"""What may be written, in lark's notation."""

MAX_LENGTH = 400
"""Characters."""
MAX_PARTS = 80
"""Names, numbers, operators and brackets; each becomes one node of the tree at most."""
MAX_DEPTH = 8
"""Brackets within brackets."""


def parse_tree(text: str) -> Truth:
    """Parse the text of a condition. Raises ConditionError; units are not looked at yet."""
    if len(text) > MAX_LENGTH:
        what = f"a condition of {len(text)} characters"
        raise ConditionError(what, MAX_LENGTH, len(text) - MAX_LENGTH, why=f"{MAX_LENGTH} are the most")
    tokens = _tokens(text)
    _check_size(tokens)
    try:
        root = _parser().parse(text)
    except UnexpectedToken as error:
        raise unexpected(error, tokens, text) from None
    return truth_of(cast(Node, root), "")


@cache
def _parser() -> Lark:
    # Basic: 'or' is never the name of a metric, wherever it stands.
    return Lark(
        GRAMMAR,
        parser="lalr",
        lexer="basic",
        start="condition",
        transformer=Builder(),
    )


def _tokens(text: str) -> list[Token]:
    try:
        return list(_parser().lex(text))
    except UnexpectedCharacters as error:
        raise odd_character(text, error.pos_in_stream or 0) from None


def _check_size(tokens: Sequence[Token]) -> None:
    """Refuse what is too long, too deep, or has a bracket that has no other."""
    if len(tokens) > MAX_PARTS:
        token = tokens[MAX_PARTS]
        what = f"a condition of {len(tokens)} names, numbers, operators and brackets"
        raise ConditionError(what, start_of(token), len(token), why=f"{MAX_PARTS} are the most")
    opened: list[int] = []
    for row, token in enumerate(tokens):
        if token.type == "OPEN":
            opened.append(row)
        elif token.type == "CLOSE" and not opened:
            raise ConditionError("this ')' closes no '('", start_of(token), 1, suggestion="leave it out")
        elif token.type == "CLOSE":
            opened.pop()
        if len(opened) > MAX_DEPTH:
            what = f"brackets nested {len(opened)} deep"
            raise ConditionError(what, start_of(token), 1, why=f"{MAX_DEPTH} are the most")
    if opened:
        first, *inside = tokens[opened[-1] :]
        # Within { } YAML takes the rest after a comma for another key.
        cut = (
            opened[-1] > 0
            and tokens[opened[-1] - 1].type == "FUNCTION"
            and all(token.type != "COMMA" for token in inside)
        )
        suggestion = "in { } a condition with a comma stands in quotes" if cut else "close it"
        raise ConditionError("this '(' is never closed", start_of(first), 1, suggestion=suggestion)
