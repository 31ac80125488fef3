"""What lies on a scale, one bar below the other, all under one ruler."""

from __future__ import annotations

from fitcount.findings import Scale, Span
from fitcount.views.glyphs import Glyphs

_GAP = 2
_MIN_BAR = 24


def ruler(scale: Scale, width: int, glyphs: Glyphs) -> list[tuple[str, str]]:
    """Words and bar of each line: one a span, below two of the ruler's own.

    Where `width` is too small, the bars are lines of their own, below the words.
    """
    names = [glyphs.text(span.name) for span in scale.spans]
    values = [glyphs.text(span.said) for span in scale.spans]
    name_width = max(map(len, names)) + _GAP
    heads = [f"{name:{name_width}}{value:>{max(map(len, values))}}" for name, value in zip(names, values, strict=True)]
    margin = len(heads[0]) + _GAP
    apart = width - margin < _MIN_BAR
    room = width if apart else width - margin
    bars = [_bar(scale, span, room, glyphs) for span in scale.spans]
    rows = list(zip([glyphs.text(scale.metric), "", *heads], [*_rule(scale, room, glyphs), *bars], strict=True))
    if apart:
        return [line for head, bar in rows for line in ((head, ""), ("", bar)) if any(line)]
    return [(f"{head:{margin}}", bar) for head, bar in rows]


def _bar(scale: Scale, span: Span, room: int, glyphs: Glyphs) -> str:
    first, last = sorted((_column(scale, span.start, room), _column(scale, span.end, room)))
    return f"{'':{first}}{glyphs.bar_full * max(last - first + 1, 1)}"


def _rule(scale: Scale, room: int, glyphs: Glyphs) -> tuple[str, str]:
    """The round values, and marks below them."""
    ticks = [(_column(scale, value, room), glyphs.text(said)) for value, said in scale.ticks]
    marks = "".join(glyphs.lines[7] if any(x == at for at, _ in ticks) else glyphs.lines[0] for x in range(room))
    return _labels(ticks, room), marks


def _column(scale: Scale, value: float, room: int) -> int:
    share = (value - scale.start) / (scale.end - scale.start)
    return round(min(max(share, 0.0), 1.0) * (room - 1))


def _labels(ticks: list[tuple[int, str]], room: int) -> str:
    """Each over its place, as far as they leave room for one another."""
    line = ""
    for at, said in sorted(ticks):
        begin = min(max(at - len(said) // 2, 0), room - len(said))
        if begin >= len(line) + (1 if line else 0):
            line = f"{line:{begin}}{said}"
    return line
