"""Ask an author a few questions, and make an exercise of the answers.

questions  one question at a time: what it wants, what is usual, what is wrong with an answer
interview  which questions, in which order, and the draft that comes of them
"""

from fitcount.authoring.interview.interview import interview

__all__ = ["interview"]
