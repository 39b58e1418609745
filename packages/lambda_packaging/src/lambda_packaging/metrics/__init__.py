"""What was built, in figures: who weighs how much, what a cold start costs, what changed, and what may not.

`measurement` shows the order; every other module is one step of it or one form of its result.
"""
