"""A run: from what was asked for to what is kept, shared by the commands that count a source.

Commands import it when they are called: `fitcount --help` should not wait for a second until the networks' run time is
loaded.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime

from rich.console import Console

from fitcount.cli.deliver import deliver
from fitcount.cli.interrupts import Interrupts
from fitcount.cli.keeping import Run, asked_for
from fitcount.cli.live_options import check_goal
from fitcount.cli.opening import open_as_asked
from fitcount.cli.options import LED_RECONNECT_S, RECONNECT_S
from fitcount.cli.recording import recording
from fitcount.cli.request import Request
from fitcount.cli.venue import Venue
from fitcount.cli.warning import warn
from fitcount.cli.watchers import is_screen
from fitcount.coaching.goals import NO_GOAL
from fitcount.coaching.plan import Course
from fitcount.coaching.sets import Led
from fitcount.pipeline import Counting, check_visible, chosen_model, count_frames, make_tracker
from fitcount.reps.library import named_exercise, standard_of

DONE, INTERRUPTED = 0, 130


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
    first, asked = led.now if isinstance(led, Course) else led, asked_for(request.exercise)
    countings = [Counting(first.exercise, first.standard, asked) for _ in range(request.people)]
    console = Console()
    started_at = datetime.now().astimezone()
    with Interrupts() as interrupts, ExitStack() as keeping:
        with ExitStack() as stack:
            opened = open_as_asked(request.source, request.camera, _patience_s(request, console))
            source = stack.enter_context(opened.source)
            model = chosen_model(request.model, source.info, request.provider)
            tracker = make_tracker(model, request.detector, request.people, request.provider, tell=warn)
            kept = Run(started_at, asked, model, several=request.people > 1)
            recorder = recording(keeping, request.outputs, kept, source.info, countings)
            venue = Venue(request, opened, console, model, interrupts.hold)
            window = venue.window(stack)
            conductor = venue.conductor(led, countings, window)
            speaker = keeping.enter_context(venue.speaker())
            watchers = [
                *venue.keepers(stack, recorder),
                *venue.listeners(speaker, conductor),
                *venue.views(stack, window, conductor, first.standard),
            ]
            outcomes = count_frames(source, tracker, countings, model, watchers, director=conductor)
            interrupts.hold()
            if speaker is not None and outcomes[0].interrupted:
                speaker.muted = True
        lifted_kg = None if conductor is None else conductor.weight_kg
        deliver(outcomes, request.outputs, console, kept, recorder, weight_kg=lifted_kg)
    return INTERRUPTED if outcomes[0].interrupted else DONE


def _patience_s(request: Request, console: Console) -> float:
    """How long a live source may have no picture."""
    if request.reconnect_s is not None:
        return request.reconnect_s
    return LED_RECONNECT_S if request.shows and is_screen(console) else RECONNECT_S
