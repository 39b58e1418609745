"""What must be allowed."""

import pytest
from coderipple.setup.permissions import app_permissions, needed


@pytest.mark.parametrize(
    ("report", "names"),
    [
        ("none", {"contents", "pull_requests"}),
        ("status", {"contents", "pull_requests", "statuses"}),
        ("check_run", {"contents", "pull_requests", "checks"}),
    ],
)
def test_a_report_needs_its_permission(report: str, names: set[str]) -> None:
    """Nothing is asked for that the settings do not use."""
    assert {each.name for each in needed(report)} == names


def test_the_app_may_do_nothing_else() -> None:
    """Administration, workflows, secrets and people are none of its business."""
    assert app_permissions() == {
        "metadata": "read",
        "contents": "write",
        "pull_requests": "write",
        "statuses": "write",
        "checks": "write",
    }
