"""Plots in a terminal: characters on a canvas, which need neither colour nor Unicode to be read.

curve    a value over time, with limits across it and marks below
bars     a bar each, with a trend over them
"""
