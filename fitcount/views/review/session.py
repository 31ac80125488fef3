"""All of a kept session, from its headline to the small print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from fitcount.kept import KeptFrames, KeptSession
from fitcount.types import SURE
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.headline import about, amount_of, certainty_of, small_print, title_of, warnings_of
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, GOOD_BOLD
from fitcount.views.review.sets import SetView
from fitcount.views.to_work_on import ToWorkOn, to_work_on
from fitcount.views.wording import ExerciseWords, other_attempts, plain_words


def review(session: KeptSession, frames: KeptFrames | None, words: Mapping[str, ExerciseWords]) -> RenderableType:
    """What rich prints of a session; it adapts to the console's width, colours and encoding.

    `frames`: its trace, None if it was left out. `words`: by the name of the exercise, as far as it is known.
    """
    return _Review(session, frames, words)


@dataclass(frozen=True, slots=True)
class _Review:
    session: KeptSession
    frames: KeptFrames | None
    words: Mapping[str, ExerciseWords]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs, session = console_glyphs(console), self.session
        words = {each.exercise: self.words.get(each.exercise) or plain_words(each.exercise) for each in session.sets}
        yield from self._head(glyphs, words)
        yield from _todo(to_work_on(session.sets, words), glyphs)
        for each in session.sets:
            yield Text()
            yield SetView(each, words[each.exercise], self.frames, alone=len(session.sets) == 1)
        others = other_attempts(session.current.attempts)
        yield Text()
        for line in (others, *small_print(session)):
            if line:
                yield Text(glyphs.text(line), DIM)

    def _head(self, glyphs: Glyphs, words: Mapping[str, ExerciseWords]) -> Iterator[RenderableType]:
        session = self.session
        amount = amount_of(session, words)
        yield Text.assemble((glyphs.text(title_of(session, self.words)), BOLD), (f"  {glyphs.text(amount)}", GOOD_BOLD))
        yield Text(glyphs.text(" · ".join(about(session))), DIM)
        sure = session.current.confidence >= SURE
        certainty = glyphs.text(certainty_of(session))
        yield Text(certainty, DIM) if sure else _marked("! ", BAD_BOLD, certainty)
        for line in (*session.current.doubts, *warnings_of(session, self.frames, words)):
            yield _marked("! ", BAD_BOLD, glyphs.text(line))
        if session.note:
            yield _marked("note: ", DIM, glyphs.text(session.note))


def _marked(sign: str, style: Style, words: str) -> Text:
    return Text.assemble((sign, style), words)


def _todo(todo: tuple[ToWorkOn, ...], glyphs: Glyphs) -> Iterator[RenderableType]:
    if not todo:
        return
    yield Text()
    yield Text("To work on", BOLD)
    for each in todo:
        yield Text.assemble((glyphs.text(each.title), BAD_BOLD), f": {glyphs.text(each.how_often)}")
        details = " ".join(filter(None, (each.worst, each.advice)))
        if details:
            yield Padding(Text(glyphs.text(details)), (0, 0, 0, 2))
