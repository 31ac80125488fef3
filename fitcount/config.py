"""Where the things that fitcount ships and keeps lie."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def shipped(name: str) -> Path:
    """Folder `name` ("exercises" or "models") of this installation.

    A wheel carries both inside the package; in a checkout they lie beside it.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def demo_clip() -> Path:
    """The bundled clip that `fitcount demo` counts: a rendered person, five squats."""
    return shipped("exercises") / "cases" / "squat_side.mp4"
