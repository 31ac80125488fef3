"""The report of a kept session: one file for a browser, that opens offline.

story        what it says, as plain values
telling      a kept session as a story: sets one after the other, in the words that the terminal has too, and
  shots        which moments are worth a picture; pictures draws them, joints knows where in them a metric is measured
  course, bars the interactive plots, as options of ECharts; charts has what they share
page         the story as HTML: page.html, page.css, page.js and echarts/
"""

from fitcount.views.report.page import page
from fitcount.views.report.pictures import FrameAt, no_frames
from fitcount.views.report.telling import tell

__all__ = ["FrameAt", "no_frames", "page", "tell"]
