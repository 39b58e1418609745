"""What keeps the demo from showing anything.

Goes out: exceptions whose message says what happened, what was expected, and the remedy.
"""


class DemoError(Exception):
    """The base of every error that the demo raises on purpose."""


class CloneError(DemoError):
    """This clone cannot be read, or its copy cannot be made."""


class HostError(DemoError):
    """This machine cannot run the demo."""


class CostInputError(DemoError):
    """A number that the cost is computed from cannot be used.

    Attributes:
        key: Which one.
        problem: What is wrong with it.
    """

    def __init__(self, *, key: str, problem: str) -> None:
        self.key = key
        self.problem = problem
        super().__init__(f"{key} {problem}; docs/cost-inputs.toml has the inputs of docs/cost.md")
