"""Tells when the water is high."""

from tides._moon import Moon
from tides.tables import high_water

__all__ = ["Moon", "high_water"]
