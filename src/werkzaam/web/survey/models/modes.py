"""How answers come in, as it is told on a page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from werkzaam.web.survey.rules import Mode

MODES = [
    (Mode.SELF.value, _("alone")),
    (Mode.HELPED.value, _("with help")),
    (Mode.TELEPHONE.value, _("by telephone")),
    (Mode.PAPER.value, _("on paper")),
]
