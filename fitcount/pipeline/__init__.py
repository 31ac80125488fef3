"""The pipeline: from the frames of a source to what comes of a whole run.

Read in this order:

    measuring    raw poses to smoothed poses and metrics
    counting     one person's way from raw poses to a verdict, and what is done to it by hand
    outcome      what a run gave of one person, and what its trace says of itself
    audience     who sees every frame after it was counted
    direction    who decides what counts, and when a run is over
    pace         how fast it goes
    run          the loop over the frames of a source
    recounting   the same from a trace: no video, no model
    preparing    model and tracker, before the first frame
    api          what `import fitcount` offers
"""

from fitcount.pipeline.api import count, count_people, poses, recount
from fitcount.pipeline.audience import Watcher
from fitcount.pipeline.counting import Counted, Counting
from fitcount.pipeline.direction import Director
from fitcount.pipeline.measuring import Measured, measure_trace
from fitcount.pipeline.outcome import Outcome, trace_meta
from fitcount.pipeline.preparing import check_visible, chosen_model, make_tracker
from fitcount.pipeline.recounting import SQUAT, count_again, count_metrics, count_trace
from fitcount.pipeline.run import count_frames

__all__ = [
    "SQUAT",
    "Counted",
    "Counting",
    "Director",
    "Measured",
    "Outcome",
    "Watcher",
    "check_visible",
    "chosen_model",
    "count",
    "count_again",
    "count_frames",
    "count_metrics",
    "count_people",
    "count_trace",
    "make_tracker",
    "measure_trace",
    "poses",
    "recount",
    "trace_meta",
]
