"""What keeps the demo from showing anything.

Goes out: exceptions whose message says what happened, what was expected, and the remedy.
"""


class DemoError(Exception):
    """The base of every error that the demo raises on purpose."""


class CloneError(DemoError):
    """This clone cannot be read, or its copy cannot be made."""


class HostError(DemoError):
    """This machine cannot run the demo."""
