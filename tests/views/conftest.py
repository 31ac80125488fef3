"""What every test of a view needs."""

import pytest
from rich.style import Style

from fitcount.views import palette


@pytest.fixture(autouse=True)
def _no_style_remembers_another_console() -> None:
    # A rich Style keeps the codes that it was first drawn with, whatever the next console can show.
    for style in vars(palette).values():
        if isinstance(style, Style):
            style._ansi = None
