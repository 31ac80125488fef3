"""Conditions of exercise files: `middle(body_tilt_deg) < 62`, a small language over what is measured of a rep.

Nothing is ever executed: a text becomes a tree, and the tree is compared with measured values. Read in this order:

    grammar.lark  what may be written
    tree          what that becomes, and how it is written again
    quantities    what may be named
    parsing       from text to tree (building makes the nodes, complaints says what is wrong)
    units         what may be compared and added
    possible      what always holds, or never does
    evaluation    whether it holds: yes, no, or unknown
    condition     all of that together
"""

from fitcount.reps.conditions.condition import Condition, Doubt, parse_condition
from fitcount.reps.conditions.errors import ConditionError
from fitcount.reps.conditions.evaluation import Measured, Measuring, Outcome
from fitcount.reps.conditions.parsing import GRAMMAR, MAX_DEPTH, MAX_LENGTH, MAX_PARTS
from fitcount.reps.conditions.quantities import NAMED, TEMPO, TIMES
from fitcount.reps.conditions.tree import Measure, Place, Taking, text_of
from fitcount.reps.conditions.units import unit_of_quantity

__all__ = [
    "GRAMMAR",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_PARTS",
    "NAMED",
    "TEMPO",
    "TIMES",
    "Condition",
    "ConditionError",
    "Doubt",
    "Measure",
    "Measured",
    "Measuring",
    "Outcome",
    "Place",
    "Taking",
    "parse_condition",
    "text_of",
    "unit_of_quantity",
]
