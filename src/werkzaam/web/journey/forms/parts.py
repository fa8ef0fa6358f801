"""What the forms of guidance share: chips, days, and who sees a free text."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

SEEN_BY = _("Seen by: the coaches of your team and the person. Never by researchers.")


def chips() -> forms.RadioSelect:
    """A choice of one tap."""
    return forms.RadioSelect(attrs={"class": "wz-chips"})


def day() -> forms.DateInput:
    """A day, written as browsers want it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
