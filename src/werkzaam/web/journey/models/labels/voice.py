"""Labels of experienced discrimination."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.voice import DiscriminationGround, Reader, Setting, Wanted

SETTINGS = pairs(
    {
        Setting.JOB_SEARCH: _("While looking for work"),
        Setting.WORK: _("At work"),
        Setting.PLACEMENT: _("At a placement"),
        Setting.TRAINING: _("In a training"),
        Setting.MUNICIPALITY: _("With the municipality"),
        Setting.STREET: _("In the street"),
        Setting.HOUSING: _("Looking for a home"),
        Setting.ONLINE: _("Online"),
        Setting.OTHER: _("Somewhere else"),
    }
)
DISCRIMINATION_GROUNDS = pairs(
    {
        DiscriminationGround.ORIGIN: _("Origin"),
        DiscriminationGround.SKIN_COLOUR: _("Skin colour"),
        DiscriminationGround.RELIGION: _("Religion"),
        DiscriminationGround.BELIEF: _("Opinion"),
        DiscriminationGround.SEX: _("Being a man, a woman or otherwise"),
        DiscriminationGround.NATIONALITY: _("Nationality"),
        DiscriminationGround.ORIENTATION: _("Whom I love"),
        DiscriminationGround.CIVIL_STATUS: _("Being married or not"),
        DiscriminationGround.DISABILITY: _("Illness or disability"),
        DiscriminationGround.AGE: _("Age"),
        DiscriminationGround.PART_TIME: _("Working part-time or on a temporary contract"),
        DiscriminationGround.NOT_SAID: _("I do not know, or I do not want to say"),
    }
)
WANTED = pairs(
    {
        Wanted.ONLY_TOLD: _("I only want to tell it"),
        Wanted.TALK: _("I want to talk about it"),
        Wanted.ADVICE: _("I want advice"),
        Wanted.REPORT: _("I want to report it"),
    }
)
READERS = pairs(
    {
        Reader.COACH: _("My coach"),
        Reader.TEAM_LEAD: _("The leader of the team"),
        Reader.SERVICE: _("The anti-discrimination service"),
    }
)
