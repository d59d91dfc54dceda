"""Rates to keep to: so much a minute."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Bucket:
    """A rate: so much a minute, with bursts of a second's worth."""

    per_minute: float
    level: float = 0.0
    at: float = 0.0

    def delay(self, amount: float, now: float) -> float:
        """Take an amount and say how long to wait before using it."""
        per_second = self.per_minute / 60
        self.level = max(0.0, self.level - (now - self.at) * per_second)
        self.at = now
        self.level += amount
        return max(0.0, (self.level - max(per_second, amount)) / per_second)

    def correct(self, amount: float) -> None:
        """Take a little more, or give some back."""
        self.level = max(0.0, self.level + amount)
