"""Try an exercise: its own cases, and clips made from a model of its movement. Read in this order:

trial           the cases of a file, and all that is made of the first of them
movement_model  the movement, cut out of a recording without a look at the exercise's file
landmark_rows   poses as rows of numbers, which can be averaged and turned into poses again
timeline        a made clip: stretches of the movement one after the other
waveforms       made clips of repetitions, and what a coach would count in each
held_waveforms  the same of positions that are held
made_clips      counts them, and compares
performing      counts frames, without the rest of a run
blame           where it went wrong, and which key of the file is behind it
"""
