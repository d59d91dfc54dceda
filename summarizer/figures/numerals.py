"""Written numbers to exact values: Arabic digits with Chinese multipliers, and Chinese numerals.

Nothing here looks at the text around a number; `tokens` decides where one begins and ends.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
SMALL_UNITS = {"十": 1, "百": 2, "千": 3}
MULTIPLIERS = {
    "": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9,
    "百亿": 10, "千亿": 11, "万亿": 12, "十万亿": 13, "百万亿": 14, "千万亿": 15, "亿亿": 16,
}  # fmt: skip
"""Powers of ten that may follow Arabic digits."""

MAX_DIGITS = 18
"""Longer runs of digits are codes, not quantities."""

_HALF = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


class Numeral(NamedTuple):
    """What a Chinese numeral says.

    `upper` is the upper end where it names two neighbours (三四十: 30 to 40); `digitwise` is true for a
    row of digits without units (二〇二三); `implied` where it begins with its unit (百, 千万).
    """

    value: Decimal
    upper: Decimal | None = None
    digitwise: bool = False
    implied: bool = False


@lru_cache(maxsize=8192)
def arabic_value(digits: str, power: int = 0) -> Decimal | None:
    """The exact value of `digits` times ten to `power`; None when it is too long to be a quantity.

    Trailing zeros after the point stay (15.60 keeps two places); integers have no exponent.
    """
    plain = digits.translate(_HALF).replace(",", "")
    whole, point, fraction = plain.partition(".")
    if len(plain) > MAX_DIGITS:
        return None
    if not point:
        return Decimal(int(whole) * 10**power)
    if power >= len(fraction):
        return Decimal(int(whole + fraction) * 10 ** (power - len(fraction)))
    if not power:
        return Decimal(plain)
    return Decimal(f"{whole}{fraction[:power]}.{fraction[power:]}")


def scaled(value: Decimal, power: int) -> Decimal:
    """`value` times ten to `power`, exact; an integral result has no exponent and no empty places."""
    product = value.scaleb(power)
    whole = int(product)
    return Decimal(whole) if product == whole else product


@lru_cache(maxsize=8192)
def chinese_value(numeral: str) -> Numeral | None:
    """The value of a Chinese numeral such as 二十八, 一千二, 三四十, 两亿三千万, 三点五亿, 二〇二三.

    None when the characters make no number (百千, 万万, 十八十).
    """
    if len(numeral) > 2 * MAX_DIGITS:
        return None
    if "点" in numeral:
        return _with_point(numeral)
    if numeral[0] in "百千万亿":
        power = MULTIPLIERS.get(numeral)
        return None if power is None else Numeral(Decimal(10**power), implied=True)
    if all(character in DIGITS for character in numeral):
        return _digits_only(numeral)
    low = _units_value(numeral, 0)
    if low is None:
        return None
    high = _units_value(numeral, 1)
    return Numeral(Decimal(low), Decimal(high) if high is not None and high > low else None)


def _digits_only(numeral: str) -> Numeral:
    values = [DIGITS[character] for character in numeral]
    if len(values) == 1:
        return Numeral(Decimal(values[0]))
    if len(values) == 2 and 0 < values[0] < values[1] <= values[0] + 2:
        # 七八个, 三五家: two neighbours name a range.
        return Numeral(Decimal(values[0]), Decimal(values[1]))
    return Numeral(Decimal(int("".join(map(str, values)))), digitwise=True)


def _with_point(numeral: str) -> Numeral | None:
    whole, _, rest = numeral.partition("点")
    fraction = rest.rstrip("十百千万亿")
    power = MULTIPLIERS.get(rest[len(fraction) :])
    if power is None or not fraction or not all(character in DIGITS for character in fraction):
        return None
    head = chinese_value(whole) if whole else None
    if head is None or head.upper is not None or head.implied:
        return None
    digits = "".join(str(DIGITS[character]) for character in fraction)
    value = arabic_value(f"{int(head.value)}.{digits}", power)
    return None if value is None else Numeral(value)


def _units_value(numeral: str, step: int) -> int | None:
    """The value of a numeral with units; `step` 1 asks for the upper of two neighbouring digits.

    A trailing digit straight after a unit of a hundred or more counts in tenths of it (一千二 is 1200).
    """
    total = section = 0
    pending: int | None = None
    last_power = 99
    after_zero = False
    ranged = False
    for character in numeral:
        if character in DIGITS:
            digit = DIGITS[character]
            if digit == 0:
                if pending is not None:
                    return None
                after_zero = True
                continue
            if pending is not None:
                if ranged or not 0 < digit - pending <= 2:
                    return None
                ranged = True
                pending = digit if step else pending
                continue
            pending = digit
        elif character in SMALL_UNITS:
            power = SMALL_UNITS[character]
            if power >= last_power:
                return None
            if pending is None and (power > 1 or (section and not after_zero)):
                return None
            section += (1 if pending is None else pending) * 10**power
            pending, last_power, after_zero = None, power, False
        else:
            section += pending or 0
            if character == "万":
                if section == 0 or (total >= 10**4 and total % 10**8):
                    return None
                total += section * 10**4
            else:
                total = (total + section) * 10**8 if total < 10**8 else -1
                if total <= 0:
                    return None
            section, pending, last_power, after_zero = 0, None, 4 if character == "万" else 8, False
    if pending is not None:
        # 一千二, 三万五: the last unit's tenths, unless a 零 says ones.
        tenths = last_power - 1 if 2 <= last_power <= 8 and not after_zero and not ranged else 0
        section += pending * 10**tenths
    if step and not ranged:
        return None
    return total + section
