"""Labels of a programme."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.programme import PillarKind, Theme

THEMES = pairs(
    {
        Theme.SCHOOL_CHOICE: _("Parental involvement in school choice"),
        Theme.VOCATIONAL_SCHOOL: _("Preparation for the labour market at vocational schools"),
        Theme.FAIR_RECRUITMENT: _("Less bias in recruitment"),
        Theme.DIVERSITY_INSIGHT: _("Insight in cultural diversity of staff"),
        Theme.RETENTION: _("Retention and promotion"),
        Theme.WORK_AND_LEARN: _("Combining learning and working"),
        Theme.BENEFIT_FIT: _("Better fit of services for unemployment-benefit recipients"),
        Theme.INTENSIVE_GUIDANCE: _("Intensive guidance of long-term unemployed"),
    }
)
PILLARS = pairs(
    {
        PillarKind.GROUP_TRAINING: _("Group training"),
        PillarKind.COACHING: _("Individual coaching"),
        PillarKind.PRACTICE: _("Practical experience"),
        PillarKind.NEIGHBOURHOOD: _("In the neighbourhood"),
        PillarKind.OTHER: _("Other"),
    }
)
