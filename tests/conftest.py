from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Whoever runs the tests may have exercises of their own.
os.environ["FITCOUNT_EXERCISES"] = str(Path(__file__).parent / "none")

settings.register_profile("fitcount", deadline=None)  # a busy machine is no bug
settings.load_profile("fitcount")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with labelled clips and MediaPipe's keypoints, which are no part of the project."""
    named = os.environ.get("FITCOUNT_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared"
    if not (folder / "reference" / "mediapipe_static.npz").is_file():
        pytest.skip(f"no MediaPipe keypoints in {folder}: set FITCOUNT_SHARED to a folder with reference/ and clips/")
    return folder
