"""The pages that are made of facts: one module a page.

Comes in: the facts at the head. Goes out: the sections of the page; none where it has nothing true to say.
"""
