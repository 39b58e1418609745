"""Sets CodeRipple up on a repository of GitHub, verifies that it is, and has failed deliveries delivered again.

Comes in: what an operator asks for, and ports to the host and to the function. Goes out: reports, as text or as data.
"""

from coderipple.setup.addresses import checked_url, web_address
from coderipple.setup.hook_checks import choose_hook
from coderipple.setup.installation import install
from coderipple.setup.redelivery import checked_period, redeliver
from coderipple.setup.steps import installation_steps
from coderipple.setup.table import installation_text, redelivery_text, steps_text, verification_text
from coderipple.setup.values import EVENTS, Question
from coderipple.setup.verification import verify

__all__ = [
    "EVENTS",
    "Question",
    "checked_period",
    "checked_url",
    "choose_hook",
    "install",
    "installation_steps",
    "installation_text",
    "redeliver",
    "redelivery_text",
    "steps_text",
    "verification_text",
    "verify",
    "web_address",
]
