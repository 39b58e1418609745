"""What ships owe."""

from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import ClassVar, NamedTuple


@dataclass(frozen=True, order=True)
class Fee:
    """What one stay costs."""

    ship: str
    currency: str = field(kw_only=True)
    nights: int = 1
    services: list[str] = field(default_factory=lambda: ["water"], compare=False)
    rate: ClassVar[float] = 1.5
    total: float = field(init=False, default=0.0)
    _: KW_ONLY
    discount: float = 0.0
    season: str = field(default="winter", kw_only=False)
    rounded: InitVar[bool] = True


@dataclass(init=False)
class Account:
    """Is made without arguments, its fields are filled later."""

    owner: str


class Tide(NamedTuple):
    """One high water."""

    hour: float
    height: float = 3.0


def charge(fee: Fee, notes: str = "paid in the office of the harbour master, on the day of departure, in coins") -> Fee:
    """Writes a fee down."""
    return fee
