"""Pose: from a picture to the 33 landmarks of each person, as MediaPipe's pose solution does it.

Read in this order:

    tracker     follows people: which of the stages below runs on a frame
                (person: one of them; identity: who is who; erase: paints people over; surroundings: what changes)
    detector    finds people in a whole picture (anchors: where its outputs stand)
    region      the rotated square around a person: cut out of the picture, and projected back
    estimator   the landmarks of the person in a region (heatmap: moves them to where they were seen)
    smoothing   over time (one_euro: the filter)
    body        the whole body or its upper half: which networks look for it, and where
    backend     runs the networks (provider: on what; auto: which one keeps up with a camera)
"""
