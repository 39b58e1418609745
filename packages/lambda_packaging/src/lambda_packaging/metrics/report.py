"""A measurement as files, for whoever reads it later.

Comes in: what was measured, and a folder. Goes out: the same as JSON, as Markdown and as a page.
"""

import json
from dataclasses import asdict
from pathlib import Path

from lambda_packaging.atomic_write import write_text
from lambda_packaging.metrics.markdown import format_markdown
from lambda_packaging.metrics.measurement import Measurement
from lambda_packaging.metrics.page import format_page


def format_json(measurement: Measurement) -> str:
    """Gives everything as data, and whether the gate lets it pass."""
    return json.dumps({"holds": measurement.holds, **asdict(measurement)}, indent=2) + "\n"


def write_report(measurement: Measurement, folder: Path) -> tuple[Path, ...]:
    """Writes `report.json`, `report.md` and `report.html`, each whole or not at all, and gives their paths.

    Raises:
        ArchiveError: A file cannot be written; the previous one stays.
    """
    texts = {
        "report.json": format_json(measurement),
        "report.md": format_markdown(measurement),
        "report.html": format_page(measurement),
    }
    for name, text in texts.items():
        write_text(folder / name, text)
    return tuple(folder / name for name in texts)
