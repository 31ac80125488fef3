"""Authoring: what helps a person to write an exercise and to trust it."""
