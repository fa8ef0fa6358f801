"""What gives someone away by its form: numbers, addresses, dates. Digits of every script count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from werkzaam.core.coding.pseudonym.mark import Mark, Reason

_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october|"
    "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|"
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|"
    "jan|feb|mrt|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec"
)
_DATE = re.compile(
    rf"(?<!\d)(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}})(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:e|de|ste|st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b\.?(?:\s+\d{{4}})?"
    rf"|\b(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?(?!\d)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]*[^\s<>\"')\].,;:!?؟]", re.IGNORECASE)
_IBAN = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?!\w)"
)
_NINE = re.compile(r"(?<![\d+])\d(?:[ .-]?\d){7,8}(?!\d)(?![.,]\d)")
_TELEPHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .-]?\d){6,11}"
    r"|\(?0\d{1,3}\)?[ .-]?\d(?:[ .-]?\d){5,8})(?!\d)"
)
_POSTCODE = re.compile(r"(?<!\w)[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?!\w)")


def patterns(text: str) -> Iterator[Mark]:
    """Marks by form, overlapping where one sign could be several things; `settled` chooses."""
    for reason, form, holds in _FORMS:
        for found in form.finditer(text):
            if holds(found[0]):
                yield Mark(found.start(), found.end(), reason, f"[{reason.value}]")


def is_citizen_number(written: str) -> bool:
    """The eleven-test of a Dutch citizen service number (BSN), eight or nine digits.

    9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is divisible by eleven (Wet algemene bepalingen burgerservicenummer).
    """
    digits = [int(sign) for sign in written if sign.isdecimal()]
    digits = [0] * (9 - len(digits)) + digits
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * digit for weight, digit in zip(weights, digits, strict=True))
    return any(digits) and total % 11 == 0


def is_iban(written: str) -> bool:
    """ISO 13616: moved round and read as a number it leaves 1 when divided by 97."""
    packed = written.replace(" ", "").upper()
    number = "".join(str(int(sign, 36)) for sign in packed[4:] + packed[:4])
    return 15 <= len(packed) <= 34 and int(number) % 97 == 1


def _is_telephone(written: str) -> bool:
    digits = sum(sign.isdecimal() for sign in written)
    return (
        digits == 10 if written.lstrip("(").startswith("0") and not written.startswith("00") else digits >= 9
    )


def _always(written: str) -> bool:
    return bool(written)


_FORMS: tuple[tuple[Reason, re.Pattern[str], Callable[[str], bool]], ...] = (
    (Reason.IBAN, _IBAN, is_iban),
    (Reason.MAIL, _MAIL, _always),
    (Reason.URL, _URL, _always),
    (Reason.CITIZEN_NUMBER, _NINE, is_citizen_number),
    (Reason.TELEPHONE, _TELEPHONE, _is_telephone),
    (Reason.POSTCODE, _POSTCODE, _always),
    (Reason.DATE, _DATE, _always),
)
