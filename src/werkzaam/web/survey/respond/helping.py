"""Who may help a respondent, as it is asked on the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from werkzaam.web.survey.rules import Helper

HELPERS = [
    (Helper.FAMILY.value, _("family or a friend")),
    (Helper.VOLUNTEER.value, _("a volunteer")),
    (Helper.INTERPRETER.value, _("an interpreter")),
    (Helper.PROFESSIONAL.value, _("somebody who does this for work")),
]
