"""Every error that fitcount raises on purpose.

Their text is one line for the person at the terminal: what is wrong, where, the limit, what to do.

    FitcountError
    ├── UsageError       a wrong option or a combination that cannot work
    ├── SourceError      a video, picture, folder, camera or URL that cannot be read
    ├── ModelError       a model file that is missing or was changed
    ├── ExerciseError    an exercise file that is wrong, as file:line:column
    ├── PlanError        a workout plan that is wrong, as file:line:column
    ├── LearningError    a clip that does not show what it should teach
    ├── TraceError       a trace that cannot be read
    ├── LabelsError      a file of labelled clips that is wrong, as file:line:column
    ├── StoreError       a session store that cannot be read or written
    └── ExportError      a file of exported sessions that cannot be read

TerminalClosed is none of them: nothing is wrong, and a run ends by it as by Ctrl-C.
"""


class FitcountError(Exception):
    """What went wrong, in one line for the person at the terminal; exit code 2."""


class UsageError(FitcountError):
    """A wrong option, or options that do not go together."""


class SourceError(FitcountError):
    """A video, picture, folder, camera or URL that cannot be read."""


class ModelError(FitcountError):
    """A model file that is missing, or is not the one that was shipped."""


class ExerciseError(FitcountError):
    """An exercise that is unknown, or whose file is wrong (file:line:column)."""


class PlanError(FitcountError):
    """A workout plan that cannot be read, or is wrong (file:line:column)."""


class LearningError(FitcountError):
    """A clip that does not show what it should teach."""


class TraceError(FitcountError):
    """A trace that cannot be read, or was written by a newer version."""


class LabelsError(FitcountError):
    """A file of labelled clips that cannot be read, or is wrong (file:line:column)."""


class StoreError(FitcountError):
    """A session store that cannot be read or written."""


class ExportError(FitcountError):
    """A file of exported sessions that cannot be read, is another file, or was written by a newer version."""


class TerminalClosed(KeyboardInterrupt):
    """Nobody looks on any more: the terminal's window was closed, or the connection to it broke."""
