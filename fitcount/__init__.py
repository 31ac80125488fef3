"""Count exercise repetitions from a camera or a video, and know why one did not count.

>>> import fitcount
>>> result = fitcount.count("clip.mp4", exercise="squat")  # doctest: +SKIP
>>> for pose in fitcount.poses("clip.mp4"): ...  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fitcount.pipeline import count, count_people, poses, recount

__all__ = ["count", "count_people", "poses", "recount"]


def __getattr__(name: str) -> Any:
    # Importing the pipeline costs half a second; `import fitcount.types` should not.
    if name in __all__:
        from fitcount import pipeline  # noqa: PLC0415

        return getattr(pipeline, name)
    raise AttributeError(f"module 'fitcount' has no attribute {name!r}")
