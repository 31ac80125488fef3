"""Authoring: what helps a person to write an exercise and to trust it.

learning   a draft from a clip of a few repetitions
interview  a draft from the answers to a few questions
drafting   from a draft to a commented file with its first case
trial      does it count its cases, and its movement done in other ways?
tuning     which thresholds have room?
comparing  what does an edit change?
reference  JSON Schema and manual of exercise files, written by `make docs`
sheet      an exercise on one page (condition_words: its conditions)
"""
