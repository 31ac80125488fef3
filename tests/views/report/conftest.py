from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def chromium() -> str | None:
    """The first Chromium of this computer; FITCOUNT_CHROMIUM names another."""
    named = os.environ.get("FITCOUNT_CHROMIUM")
    found = (named, *map(shutil.which, NAMES), *(path for path in APPLICATIONS if Path(path).exists()))
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here: install one, or name it in FITCOUNT_CHROMIUM")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path) as opened:
        yield opened
