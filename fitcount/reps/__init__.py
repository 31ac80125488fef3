"""Repetitions: from a pose to metrics, phases, reps and faults. Nothing here knows a picture or a network.

Read in this order:

    definition  what an exercise file may say (yaml_file reads it, library finds it; conditions: the language in it)
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
