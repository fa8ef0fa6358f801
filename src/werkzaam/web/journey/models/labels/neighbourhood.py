"""Labels of places."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.neighbourhood import AreaLevel

AREA_LEVELS = pairs(
    {
        AreaLevel.MUNICIPALITY: _("Municipality"),
        AreaLevel.DISTRICT: _("District"),
        AreaLevel.NEIGHBOURHOOD: _("Neighbourhood"),
    }
)
