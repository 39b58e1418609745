"""A harbour; what it offers is defined in private modules."""

from harbour._berths import *  # noqa: F403 - this form is what is inspected
