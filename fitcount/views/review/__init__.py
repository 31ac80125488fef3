"""A kept session in the terminal: all of its story, set by set, in tables and plots.

session   headline, doubts, what to work on, the sets one after the other
sets      a set: movement after movement, plots, tiring, left against right; or a hold with its breaks
drawings  the plots of a set
"""

from fitcount.views.review.session import review

__all__ = ["review"]
