"""A run: from what was asked for to what is kept, shared by the commands that count a source.

Commands import it when they are called: `fitcount --help` should not wait for a second until the networks' run time is
loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rich.console import Console

from fitcount.cli.deliver import deliver
from fitcount.cli.heard import SpeakerWatcher, speaker_for
from fitcount.cli.interrupts import Interrupts
from fitcount.cli.keeping import Run, asked_for
from fitcount.cli.live import live_means
from fitcount.cli.live_options import check_goal
from fitcount.cli.opening import Opened, open_as_asked
from fitcount.cli.options import RECONNECT_S, STDOUT, CameraOptions, Outputs
from fitcount.cli.recording import Recorder, kept_video, recording
from fitcount.cli.rescue import trace_path
from fitcount.cli.warning import warn
from fitcount.cli.watchers import VideoWatcher, ViewWatcher, choose_view, is_screen
from fitcount.coaching.conductor import Conductor
from fitcount.coaching.goals import NO_GOAL
from fitcount.coaching.plan import Course
from fitcount.coaching.sets import Led
from fitcount.errors import UsageError
from fitcount.feedback.speaker import Speaker
from fitcount.guidance import Goal, Guidance
from fitcount.pipeline import Counting, Watcher, check_visible, chosen_model, count_frames, make_tracker
from fitcount.pose.detector import DetectorMode
from fitcount.pose.provider import CPU
from fitcount.reps.library import named_exercise, standard_of
from fitcount.sessions.files import check_writable
from fitcount.types import SourceInfo
from fitcount.views.screenshot import Screenshot
from fitcount.views.window.window import Window

DONE, INTERRUPTED = 0, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a run was asked for."""

    source: str
    exercise: str
    """Name or path, or auto."""
    outputs: Outputs
    standard: str | None = None
    """The exercise's default if None."""
    headless: bool = False
    """Whether nothing is shown while counting."""
    model: str = "full"
    detector: DetectorMode = "alignment"
    provider: str = CPU
    reconnect_s: float = RECONNECT_S
    """How long a live source may have no picture."""
    people: int = 1
    save_video: Path | None = None
    keep_video: bool = False
    screenshot: Path | None = None
    camera: CameraOptions = field(default_factory=CameraOptions)
    window: bool = False
    """Whether there is a window with the picture, beside what the terminal shows."""
    sound: bool | None = None
    """None: if somebody is led in front of a terminal."""
    voice: bool | None = None
    goal: Goal | None = None

    @property
    def shows(self) -> bool:
        """Whether the run is shown while it goes on; it is not where the terminal takes the JSON."""
        return not self.headless and self.outputs.json != STDOUT

    def check(self) -> None:
        """Raise UsageError now, rather than after the counting, if it cannot be done."""
        if self.keep_video and self.outputs.no_store:
            raise UsageError(
                "--keep-video: the video is kept with the session: leave out --no-store, or use --save-video"
            )
        if self.screenshot is not None:
            check_writable(self.screenshot)
        if self.outputs.trace is not None:
            for number in range(2, self.people + 1):
                check_writable(trace_path(self.outputs.trace, number))
        self.outputs.check_apart(Path(self.source), self.save_video, self.screenshot)


def count_source(request: Request) -> int:
    """Count the exercise that was asked for, and give the exit code."""
    request.check()
    exercise = named_exercise(request.exercise, warn)
    check_visible(exercise, request.model)
    check_goal(request.goal, exercise)
    goal = request.goal or NO_GOAL
    return run(request, Led(exercise, standard_of(exercise, request.standard), goal))


def run(request: Request, led: Led | Course) -> int:
    """Open the source, count it to its end, hand over what was counted, and give the exit code.

    `led`: what is counted, or the plan that the person is led through.
    """
    first = led.now if isinstance(led, Course) else led
    countings = [Counting(first.exercise, first.standard, asked_for(request.exercise)) for _ in range(request.people)]
    console = Console()
    started_at = datetime.now().astimezone()
    with Interrupts() as interrupts, ExitStack() as keeping:
        with ExitStack() as stack:
            opened = open_as_asked(request.source, request.camera, request.reconnect_s)
            source = stack.enter_context(opened.source)
            model = chosen_model(request.model, source.info, request.provider)
            tracker = make_tracker(model, request.detector, request.people, request.provider, tell=warn)
            kept = Run(started_at, asked_for(request.exercise), model, several=request.people > 1)
            recorder = recording(keeping, request.outputs, kept, source.info, countings)
            window = stack.enter_context(Window(source.info, mirrored=opened.mirrored)) if request.window else None
            conductor = _conductor(request, led, countings, opened, console, window=window)
            speaker = keeping.enter_context(_speaker(request, source.info, console))
            watchers = [
                *_keepers(stack, request, source.info, recorder),
                *_heard(speaker, request, conductor),
                *_views(
                    stack,
                    request,
                    source.info,
                    console,
                    conductor,
                    interrupts=interrupts,
                    standard=first.standard,
                    model=model,
                ),
                *([] if window is None else [ViewWatcher(window, _guidance_of(conductor))]),
            ]
            outcomes = count_frames(source, tracker, countings, model, watchers, director=conductor)
            interrupts.hold()
            if speaker is not None and outcomes[0].interrupted:
                speaker.muted = True
        lifted = {} if conductor is None else {"weight_kg": conductor.weight_kg}
        deliver(outcomes, request.outputs, console, kept, recorder, **lifted)
    return INTERRUPTED if outcomes[0].interrupted else DONE


def _is_led(request: Request, source: SourceInfo, console: Console) -> bool:
    """Whether somebody before a camera looks at a terminal."""
    return source.live and request.shows and is_screen(console)


def _conductor(
    request: Request,
    led: Led | Course,
    countings: Sequence[Counting],
    opened: Opened,
    console: Console,
    *,
    window: Window | None,
) -> Conductor | None:
    """Who leads the run: before a camera somebody who looks at a terminal, and anybody through a plan."""
    if _is_led(request, opened.source.info, console):
        return Conductor(countings, led, live_means(window, mirrored=opened.mirrored))
    return Conductor(countings, led) if isinstance(led, Course) else None


def _speaker(request: Request, source: SourceInfo, console: Console) -> AbstractContextManager[Speaker | None]:
    return speaker_for(live=_is_led(request, source, console), sound=request.sound, voice=request.voice)


def _heard(speaker: Speaker | None, request: Request, conductor: Conductor | None) -> list[Watcher]:
    """What is heard of the run."""
    if speaker is None:
        return []
    if conductor is None:
        guidance = Guidance(goal=request.goal)
        return [SpeakerWatcher(speaker, lambda: guidance)]
    return [SpeakerWatcher(speaker, lambda: conductor.guidance, conductor.take_cues)]


def _keepers(stack: ExitStack, request: Request, source: SourceInfo, recorder: Recorder | None) -> list[Watcher]:
    """What writes while it looks on, before any view does: what is told is on the disk by then."""
    keepers: list[Watcher] = [] if recorder is None else [recorder]
    if recorder is not None and request.keep_video:
        keepers += kept_video(stack, recorder, source)
    if request.save_video is not None:
        keepers.append(stack.enter_context(VideoWatcher(request.save_video, source)))
    return keepers


def _views(
    stack: ExitStack,
    request: Request,
    source: SourceInfo,
    console: Console,
    conductor: Conductor | None,
    *,
    interrupts: Interrupts,
    standard: str | None,
    model: str,
) -> list[Watcher]:
    """What shows the run."""
    views: list[Watcher] = []
    guidance = _guidance_of(conductor)
    if request.screenshot is not None:
        picture = Screenshot(request.screenshot, source, standard, model)
        views.append(ViewWatcher(stack.enter_context(picture), guidance))
    if request.shows:
        view = stack.enter_context(choose_view(console, standard, model, source))
        views.append(ViewWatcher(view, guidance, interrupts.hold))
    return views


def _guidance_of(conductor: Conductor | None) -> Callable[[], Guidance] | None:
    return (lambda: conductor.guidance) if conductor is not None else None
