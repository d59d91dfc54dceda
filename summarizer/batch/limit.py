"""How many requests may be in flight: a limit that learns from answers.

It starts small and doubles with every round of good answers (slow start). An endpoint that has had
enough says so at once, long before it answers the others; so while nothing of the kind is heard it
also grows by itself, requests going out one by one, and the whole number is reached within the first
round. When a good part of the answers is 429 it halves. The first time it comes back quickly to nearly
where it was; halved again soon after, it grows by one a round. It is halved anew only after a round of
good answers to requests made since: until then it is the same burst. Trouble on the endpoint's side
(5xx, resets) ends only the growth by itself. It grows only while most of it is used.
"""

from __future__ import annotations

from collections import deque

USED_ENOUGH = 0.8
"""Share of the limit that must be in flight for a good answer to raise it."""

CROWDED = 0.25
"""Share of 429 among the latest answers from which the limit is halved."""

RECOVERED = 0.9
"""Share of the limit before it was halved up to which it doubles again with each round."""

SOON = 30.0
"""Seconds within which a second halving means that the first was right: then it grows by one a round."""

SILENCE = 0.12
"""Seconds in which, while nothing is refused, the limit grows by itself to e times what it was."""


class Limit:
    """The limit; told of answers, it changes `value`.

    Args:
        start: requests in flight at first.
        most: and at most.
    """

    def __init__(self, start: int, most: int) -> None:
        self.value = float(min(start, most))
        self._most = float(most)
        self._doubles_until = float(most)
        self._quiet = True
        self._latest: deque[bool] = deque()
        self._good = 0
        self._good_before_next = 0
        self._halved_at = -1e9

    def __int__(self) -> int:
        return int(self.value)

    @property
    def grows_after(self) -> float | None:
        """Seconds after which it grows by one if nothing is refused till then; None where it does not."""
        return SILENCE / self.value if self._quiet and self.value < self._most else None

    def grow(self) -> None:
        """Nothing was refused for that long."""
        self.value = min(self.value + 1.0, self._most)

    def answered(self, in_flight: int) -> None:
        """A good answer; `in_flight` counts it too."""
        self._good += 1
        self._note(refused=False)
        if in_flight >= USED_ENOUGH * int(self.value):
            step = 1.0 if self.value < self._doubles_until else 1.0 / self.value
            self.value = min(self.value + step, self._most)

    def refused(self, now: float, wait: float, in_flight: int) -> float:
        """A 429 that asks for a wait; gives the share of 429 in a round of requests."""
        share = self._note(refused=True)
        if share < CROWDED:
            return share
        self._quiet = False
        if self._good >= self._good_before_next and now - self._halved_at > max(wait, 1.0):
            again = now - self._halved_at < SOON
            before, self.value = self.value, max(1.0, self.value / 2)
            self._good_before_next = self._good + in_flight + int(self.value)
            self._doubles_until = self.value if again else RECOVERED * before
            self._halved_at = now
        return share

    def troubled(self) -> None:
        """The endpoint failed: growth is for answers alone now."""
        self._quiet = False

    def collapse(self) -> None:
        """The endpoint fails whoever asks: begin again with one."""
        self._quiet = False
        self.value = 1.0
        self._doubles_until = self._most

    def _note(self, *, refused: bool) -> float:
        """Remember an answer; the share of 429 in a round of requests.

        A 429 comes back long before the good answers to requests that went out with it, so it is
        measured against as many as are in flight and not against those that have answered.
        """
        round_of_requests = max(8, int(self.value))
        self._latest.append(refused)
        while len(self._latest) > round_of_requests:
            self._latest.popleft()
        return sum(self._latest) / round_of_requests
