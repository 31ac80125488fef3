"""Tune an exercise: how the count of labelled traces depends on each threshold.

labelled    traces of which the count is known
thresholds  the numbers of a file that may be moved
tuning      moves each, and proposes the value with the most room
"""
