"""Two sessions of one exercise side by side, and what changed by more than chance and the camera explain.

performance   what was done of an exercise, as numbers
changes       each thing that changed: better, worse, or neither
side_by_side  the two in columns, and the changes in words
"""

from fitcount.views.comparison.changes import changes, of_like_length
from fitcount.views.comparison.performance import Performance, performance
from fitcount.views.comparison.side_by_side import Compared, side_by_side

__all__ = ["Compared", "Performance", "changes", "of_like_length", "performance", "side_by_side"]
