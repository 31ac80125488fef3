"""Coaching: leads somebody through a live run, without a hand on the keyboard.

It looks at what was seen and counted, and decides what is told and whether what is done counts.
"""
