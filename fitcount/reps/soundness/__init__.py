"""What makes an exercise unsound though each of its values is possible: read `unsound` first.

findings  how it is said: where, what, why, what to write instead
motion    phases and standards that nobody reaches, thresholds in the wrong order or nearer together than trembling
rules     conditions that decide nothing, contradict one another, or cannot be seen from where they should be
position  the same of a position that is held
gestures  gestures that would start and stop the count in the middle of the exercise
cases     cases that nothing could pass, or that ask for nothing
"""

from fitcount.reps.soundness.unsound import unsound

__all__ = ["unsound"]
