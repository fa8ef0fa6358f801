"""A sentence with its numbers, written in one go: a page holds hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from werkzaam.web.public.numbers import Part

register = template.Library()


@register.filter
def said(parts: Iterable[Part]) -> SafeString:
    """Words escaped; each number as `<data>` that leads to where it stands with its like."""
    return mark_safe("".join(_written(part) for part in parts))  # noqa: S308


def _written(part: Part) -> str:
    words = escape(part.text)
    if not part.link:
        return words
    return f'<a class="wz-n" href="{escape(part.link)}"><data value="{part.full}">{words}</data></a>'
