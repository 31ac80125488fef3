"""Evaluation: how well labelled clips are counted.

Read in this order:

    labels      a file of labels: which exercise each clip shows, and how often
    counting    a labelled clip becomes a score, from its video or from a trace kept before
    processes   several at a time
    statistics  shares and means with confidence intervals
    totals      what all scores come to
"""
