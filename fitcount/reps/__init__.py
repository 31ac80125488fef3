"""Repetitions: from a pose to metrics, phases, reps and faults. Nothing here knows a picture or a network.

Read in this order:

    library     an exercise by its name or path (lookup: where its file lies)
    reading     the one way from a file to an exercise, or to all that is wrong with it: yaml_file (plain values that
                know their place), inheritance (extends), definition (the schema; schema_problems: what it objects to,
                plain_numbers what was meant; conditions: the language in it), soundness (what no schema sees);
                fingerprint: which definition it is
    angles      joint angles of a pose, with their uncertainty
    view        where the camera stands
    metrics     everything that an exercise may name, measured on a pose
    steady      the driving metric without its wrong poses
    own_range   how far this person moves; pace: how fast; likeness: what the rest of their body does meanwhile
    phases      the state machine of a rep
    attempt     what happened between leaving the start position and coming back
    judge       rep, movement below the standard, or none; why (form: its faults; measuring: what conditions compare)
    counter     all of that, frame by frame (side_counter: of one side)
    hold        the counter of an exercise that is held: seconds, not repetitions
    recogniser  finds out which exercise it is (looks: what tells it from the others)
    performed   what was done, exercise by exercise
    verdict     sets, confidence and doubts of a whole run (rhythm: a second opinion)
"""
