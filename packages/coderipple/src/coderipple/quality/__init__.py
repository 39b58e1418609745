"""What a text is worth beside being true: whether it repeats another page, is out of date, or changes too much.

Comes in: pages, vocabularies, sizes of changes. Goes out: findings, and facts without sentences that are not true.
"""

from coderipple.quality.churn import Allowance, within_budget
from coderipple.quality.duplication import Duplicate, duplicates
from coderipple.quality.staleness import stale
from coderipple.quality.summaries import strike_untrue

__all__ = ["Allowance", "Duplicate", "duplicates", "stale", "strike_untrue", "within_budget"]
