"""What the YAML parser stumbles over, in words that say what to do, and the content read over it."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from fitcount.reps.source_text import Text
from fitcount.types import Problem

MENDED = "\ue000"
"""In the place of a character that cannot stand there: a letter that no file has."""
TAB = "not YAML: a tab"
_QUOTES = "put the text in quotes"


def slip_of(text: Text, content: str, error: MarkedYAMLError | ReaderError) -> tuple[Problem, str | None]:
    """What is wrong with the YAML, and the content read over it; None where nobody can tell what was meant."""
    if isinstance(error, ReaderError):
        at, character = int(error.position), int(error.character)
        what = f"the invisible character U+{character:04X}"
        problem = Problem("error", text.place(at, at + 1), f"not YAML: {what}", "", "delete it")
        return problem, _patched(content, at, MENDED)
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(content)) if mark else 0
    said = str(error.problem or error.context).removeprefix("but ")
    if said == "mapping values are not allowed here":
        return _colon(text, content, at), _patched(content, at, MENDED)
    if "'\\t'" in said:
        problem = Problem("error", text.place(at, at + 1), TAB, "", "indent with spaces")
        return problem, _patched(content, at, " ")
    if "found character '%'" in said or "found character '@'" in said or "found character '`'" in said:
        what = f"not YAML: a value cannot begin with {content[at : at + 1]!r}"
        return Problem("error", text.place(at, at + 1), what, "", _QUOTES), _patched(content, at, MENDED)
    return _unfinished(text, error, said, at), None


def _colon(text: Text, content: str, at: int) -> Problem:
    """A ': ' in the middle of a text: the second one of its line, or in a line that continues the one before."""
    place = text.place(at, at + 1)
    if re.search(r":\s", content[at - place.column + 1 : at]):
        why = "after the first ': ' of a line comes a value"
        return Problem("error", place, "not YAML: a second ': ' in the line", why, _QUOTES)
    why = "the line above has its value already, or no ':', so this one continues its text"
    suggestion = "indent it like the keys that it belongs to"
    return Problem("error", place, "not YAML: a key where none can be", why, suggestion)


def _patched(content: str, at: int, character: str) -> str | None:
    """The content with one character replaced; None if that changes nothing."""
    patched = content[:at] + character + content[at + 1 :]
    return patched if patched != content and len(patched) == len(content) else None


def _unfinished(text: Text, error: MarkedYAMLError, said: str, at: int) -> Problem:
    """What the parser says, in words that say what to do; at what was begun and not ended, if it is that."""
    mark = error.context_mark
    begun = text.place(mark.index, mark.index + 1) if mark else text.place(at, at + 1)
    context = str(error.context or "")
    for beginning_of, what, suggestion in (
        ("while parsing a flow mapping", "this '{' is not closed", "end it with '}', with ', ' between"),
        ("while parsing a flow sequence", "this '[' is not closed", "end it with ']', with ', ' between"),
        ("while scanning a quoted scalar", "this quote is not closed", "end the text with the same quote"),
        ("while scanning a simple key", "this line has no ':' after its key", "write 'key: value'"),
    ):
        if context.startswith(beginning_of):
            return Problem("error", begun, f"not YAML: {what}", "", suggestion)
    for beginning_of, what, suggestion in (
        ("while parsing a block mapping", "not one of the keys from line {} on", "indent it as they are"),
        ("while parsing a block collection", "not one of the list from line {} on", "begin it with '- '"),
    ):
        if context.startswith(beginning_of):
            return Problem("error", text.place(at, at + 1), f"not YAML: {what.format(begun.line)}", "", suggestion)
    return Problem("error", text.place(at, at + 1), f"not YAML: {said}")
