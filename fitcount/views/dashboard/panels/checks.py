"""What is to be mended in the picture before somebody can be counted well."""

from __future__ import annotations

from rich.style import Style

from fitcount.guidance import Check, Guidance
from fitcount.views.canvas import Area, Canvas, wrapped
from fitcount.views.dashboard.letters import big_words
from fitcount.views.dashboard.moment import NO_PICTURE, Moment
from fitcount.views.palette import BAD, BAD_BOLD, BOLD, GOOD, GOOD_BOLD, PLAIN

_ALL_GOOD = "all good"
_LOOKING = "looking for you"


def draw_checks(canvas: Canvas, area: Area, moment: Moment) -> None:
    """What to do first in large letters, and a line for each check; hints need not be followed."""
    # What was wrong with the last picture need not be with the next.
    checks = () if moment.lacks_picture else (moment.guidance or Guidance()).checks
    lines = [line for check in checks for line in _lines(check, area.width, moment)]
    wrong = next((check for check in checks if not check.good and not check.is_hint), None)
    words = to_do(wrong) if wrong else _ALL_GOOD if checks else NO_PICTURE if moment.lacks_picture else _LOOKING
    large = big_words(words, area.width, area.height - len(lines) - bool(lines), moment.glyphs.letter)
    style = BAD_BOLD if wrong or moment.lacks_picture else GOOD_BOLD if checks else BOLD
    for row, text in enumerate(large):
        canvas.put(area.x, area.y + row, text, style)
    below = area.y + len(large) + bool(large)
    if not large and not lines:
        canvas.put(area.x, area.y, moment.glyphs.text(words)[: area.width], style)
    for row, (mark, mark_style, text, text_style) in enumerate(lines[: area.y + area.height - below]):
        canvas.put(area.x, below + row, mark, mark_style)
        canvas.put(area.x + 2, below + row, text, text_style)


def to_do(check: Check) -> str:
    """What to do, without the reason: step back."""
    return check.say.partition(": ")[0].strip()


def _lines(check: Check, width: int, moment: Moment) -> list[tuple[str, Style, str, Style]]:
    """Mark, its style, words and their style, line by line."""
    say = moment.glyphs.text
    mark, style = (say("✓"), GOOD) if check.good else ("!", BAD) if check.is_hint else (say("✗"), BAD_BOLD)
    text_style = PLAIN if check.good or check.is_hint else BOLD
    first, *others = wrapped(say(check.say), width - 2) or [""]
    return [(mark, style, first, text_style), *(("", PLAIN, other, text_style) for other in others)]
