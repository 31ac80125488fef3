"""Compare two counts of the same trace.

difference       which reps appear, vanish, or are judged otherwise
difference_json  the same for other programs
"""
