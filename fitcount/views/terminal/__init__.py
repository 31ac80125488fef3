"""A whole terminal to draw on.

screen    takes it, writes what changed, gives it back; echo keeps it quiet, suspension lets Ctrl-Z through
rate      how often something is drawn, as a terminal may be slow
graphics  whether it shows pictures; inline_image writes them, in sixels where need be
"""
