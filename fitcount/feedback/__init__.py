"""Feedback: what is heard across the room. It never keeps the counting waiting."""
