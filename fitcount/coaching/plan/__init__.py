"""Workout plans: what a file says, what is wrong with it, and the sets that it asks for."""

from fitcount.coaching.plan.course import Course, PlannedSet
from fitcount.coaching.plan.definition import Plan, Step
from fitcount.coaching.plan.reading import PlanReading, read_plan

__all__ = ["Course", "Plan", "PlanReading", "PlannedSet", "Step", "read_plan"]
