"""A run: the frames of a source, one after the other, to its end."""

from __future__ import annotations

from collections.abc import Sequence

from fitcount.errors import SourceError
from fitcount.frames import Source
from fitcount.pipeline.audience import Audience, Watcher
from fitcount.pipeline.counting import Counted, Counting
from fitcount.pipeline.direction import Director, Undirected
from fitcount.pipeline.outcome import Outcome, trace_meta
from fitcount.pipeline.pace import Pace
from fitcount.pose.tracker import Follows
from fitcount.types import Outage, Progress


def count_frames(
    source: Source,
    tracker: Follows,
    countings: Sequence[Counting],
    model: str,
    watchers: Sequence[Watcher] = (),
    *,
    director: Director | None = None,
) -> list[Outcome]:
    """Count a source to its end, or until it breaks or Ctrl-C: what was counted until then is the result.

    Each person whom the tracker follows has a counting, and each who was seen an outcome; the first always has one.
    """
    director = director or Undirected()
    pace = Pace(source)
    interrupted = False
    broken: list[str] = []
    audience = Audience(watchers)
    people: list[Counted] = []
    progress: Progress | None = None
    try:
        for frame in pace.moments():
            if isinstance(frame, Outage):
                pace.wait()
                director.wait(frame)
                if progress is not None:
                    # A key may have corrected something meanwhile.
                    people = [now for counting in countings if (now := counting.now) is not None]
                    audience.wait(frame, people, progress)
            else:
                tracked = tracker.track(frame)
                counts = director.look(frame, tracked.poses)
                people = [
                    counting.feed(frame.t_s, pose) if counts else counting.skip(frame.t_s, pose)
                    for counting, pose in zip(countings, tracked.poses, strict=True)
                ]
                director.counted(frame, people)
                progress = pace.tick(frame, tracked)
                audience.watch(frame, people, progress)
            if director.over:
                break
    except KeyboardInterrupt:
        interrupted = True
    except SourceError as error:
        broken.append(f"{error}; counted up to there")
    settled_people = [counted for counting in countings if (counted := counting.finish()) is not None]
    if progress is not None:
        audience.finish(settled_people, progress)
    info, timing = pace.info(), pace.timing()
    told = (*source.warnings, *audience.broken, *broken)
    return [
        Outcome(counting, counting.result(info, model, timing), trace_meta(counting, info, model, told), interrupted)
        for counting in countings
        if counting.seen or counting is countings[0]
    ]
