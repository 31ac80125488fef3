"""Where a run takes place: before which source, on which terminal; and so who leads it, and what looks on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass

from rich.console import Console

from fitcount.cli.heard import SpeakerWatcher, speaker_for
from fitcount.cli.live import live_means
from fitcount.cli.opening import Opened
from fitcount.cli.recording import Recorder, kept_video
from fitcount.cli.request import Request
from fitcount.cli.watchers import VideoWatcher, ViewWatcher, choose_view, is_screen
from fitcount.coaching.conductor import Conductor
from fitcount.coaching.plan import Course
from fitcount.coaching.sets import Led
from fitcount.feedback.speaker import Speaker
from fitcount.guidance import Guidance
from fitcount.pipeline import Counting, Watcher
from fitcount.types import SourceInfo
from fitcount.views.dashboard.screenshot import Screenshot
from fitcount.views.window.window import Window

Guides = Callable[[], Guidance]
"""What is told at that moment."""


@dataclass(frozen=True, slots=True)
class Venue:
    """What `request` is carried out with. Whatever has to be closed is given to a `stack`."""

    request: Request
    opened: Opened
    console: Console
    model: str
    """Of the networks."""
    closed: Callable[[], None]
    """Called when the terminal turns out to be closed."""

    @property
    def source(self) -> SourceInfo:
        """What is counted."""
        return self.opened.source.info

    @property
    def is_live(self) -> bool:
        """Whether somebody before a camera looks at a terminal."""
        return self.source.live and self.request.shows and is_screen(self.console)

    def window(self, stack: ExitStack) -> Window | None:
        """The window with the picture, if one was asked for."""
        return stack.enter_context(Window(self.source, mirrored=self.opened.mirrored)) if self.request.window else None

    def conductor(self, led: Led | Course, countings: Sequence[Counting], window: Window | None) -> Conductor | None:
        """Who leads the run: before a camera somebody who looks at a terminal, and anybody through a plan."""
        if self.is_live:
            return Conductor(countings, led, live_means(window, mirrored=self.opened.mirrored))
        return Conductor(countings, led) if isinstance(led, Course) else None

    def speaker(self) -> AbstractContextManager[Speaker | None]:
        """What makes the run heard; None if nothing does."""
        return speaker_for(live=self.is_live, sound=self.request.sound, voice=self.request.voice)

    def keepers(self, stack: ExitStack, recorder: Recorder | None) -> list[Watcher]:
        """What writes while it looks on, before any view does: what is told is on the disk by then."""
        keepers: list[Watcher] = [] if recorder is None else [recorder]
        if recorder is not None and self.request.keep_video:
            keepers += kept_video(stack, recorder, self.source)
        if self.request.save_video is not None:
            keepers.append(stack.enter_context(VideoWatcher(self.request.save_video, self.source)))
        return keepers

    def listeners(self, speaker: Speaker | None, conductor: Conductor | None) -> list[Watcher]:
        """What makes of the run what is heard."""
        if speaker is None:
            return []
        if conductor is None:
            guidance = Guidance(goal=self.request.goal)
            return [SpeakerWatcher(speaker, lambda: guidance)]
        return [SpeakerWatcher(speaker, lambda: conductor.guidance, conductor.take_cues)]

    def views(
        self, stack: ExitStack, window: Window | None, conductor: Conductor | None, standard: str | None
    ) -> list[Watcher]:
        """What shows the run; `standard`: of what is counted first."""
        request, source = self.request, self.source
        guides: Guides | None = None if conductor is None else lambda: conductor.guidance
        views: list[Watcher] = []
        if request.screenshot is not None:
            picture = Screenshot(request.screenshot, source, standard, self.model)
            views.append(ViewWatcher(stack.enter_context(picture), guides))
        if request.shows:
            screen = choose_view(self.console, standard, self.model, source)
            views.append(ViewWatcher(stack.enter_context(screen), guides, self.closed))
        if window is not None:
            views.append(ViewWatcher(window, guides))
        return views
