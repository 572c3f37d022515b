"""Everything that can go wrong, in one tree.

PeibanError
├── ConfigError        config.yaml or --set says something that cannot be
├── InputError         a file or a line given to a command is not as contracts say
├── SendFailedError    a channel could not hand over a message; it certainly did not go out
├── SendUnknownError   a channel cannot tell whether a message, or all of it, went out
├── ErrandFailedError  what was asked outside was not answered
├── NoticeFailedError  an alarm may not have reached anybody by one way
├── WorkerError        no worker process can be had
└── DeedError          what the console put into the inbox is no deed
"""

import traceback


class PeibanError(Exception):
    """Something a person can mend; the message says what and how."""


class ConfigError(PeibanError):
    """config.yaml or --set says something that cannot be."""


class InputError(PeibanError):
    """A file or a line given to a command is not as it must be."""


class SendFailedError(PeibanError):
    """A channel could not hand over a message; it certainly did not go out.

    again: another try may help.
    """

    def __init__(self, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.again = again


class SendUnknownError(PeibanError):
    """A message may have gone out, or a part of it did; it must not simply be sent again."""


class ErrandFailedError(PeibanError):
    """What was asked outside was not answered.  again: another try may help.

    The words are for the log and the figures: a short constant phrase, nobody's text.
    """

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.again = again


class NoticeFailedError(PeibanError):
    """An alarm may not have reached anybody by one way; the words are for the log as well."""


class WorkerError(PeibanError):
    """No worker process can be had; the words are for the log as well."""


class DeedError(PeibanError):
    """What the console put into the inbox is no deed; the row is parked."""


def describe(error: BaseException) -> str:
    """What went wrong and where, without the words of members."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} in {places}"
