"""Sessions: what is kept of a run.

trace        all that the counter saw, to count again
result_json  the result as other programs read it
store        every session of this computer
files        writing a file whole or not at all
"""
