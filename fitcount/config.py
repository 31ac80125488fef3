"""Where the things that fitcount ships and keeps lie."""

import hashlib
import os
from functools import cache
from pathlib import Path

from fitcount.errors import ModelError

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


def verified(path: Path, sha256: str) -> bytes:
    """The content of a shipped model file.

    Raises ModelError if it is missing, or its SHA-256 is another: a damaged network would count, only wrongly.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}): install fitcount again") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{path}: SHA-256 starts with {found[:12]}, must be {sha256[:12]}: the file was changed or is incomplete; "
            "install fitcount again"
        )
    return content


def own_exercises() -> Path:
    """The folder of a person's own exercises, which need not exist.

    FITCOUNT_EXERCISES names it, else it lies in the platform's folder for a user's data.
    """
    import platformdirs  # noqa: PLC0415  (not needed to list sessions)

    named = os.environ.get("FITCOUNT_EXERCISES")
    return Path(named) if named else platformdirs.user_data_path("fitcount", appauthor=False) / "exercises"
