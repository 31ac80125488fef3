"""Sessions: what is kept of a run.

trace        all that the counter saw, to count again
result_json  the result as other programs read it
session_json a kept session as other programs read it
keypoints    keypoints as a file for other programs
store        every session of this computer: keep, list, read, note, weigh, recount, delete
database     the SQLite file: opened, checked, brought up to date
schema       its versions, and how an older one becomes the newest
version_2    the tables of version 2, and how version 1 becomes them; frozen
version_3    what version 3 has beside them; frozen
entries      the list of sessions
rows         kept sessions as rows of the tables
reading      and back
live         a session that is being counted
files        writing a file whole or not at all

What is read back are the values of `fitcount.kept`:

    store = Store(path)                  # None: the user's own
    for entry in store.entries(Selection(exercise="squat")):     # a SessionEntry a session, newest first
        session = store.session(entry.id)        # KeptSession
        session.sets                     # KeptSet, of the count that is shown: reps, rejected, breaks, faults, tempo_s
        session.earlier                  # KeptCount: what was counted before it was recounted
        session.result                   # the Result that the JSON and the summary are made of
        store.frames(entry.id)           # KeptFrames: t_s, image_px, visibility, metrics; None if left out
        store.trace(entry.id)            # Trace, to count again
    store.keep(session, trace)           # a whole session, imported, say; its uid must be new
"""
