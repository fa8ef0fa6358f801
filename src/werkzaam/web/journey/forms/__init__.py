"""The forms of guidance. Beside every free-text field stands who will see it."""

from werkzaam.web.journey.forms.contact import ContactForm
from werkzaam.web.journey.forms.trajectory import (
    EndForm,
    IntakeForm,
    NeedForm,
    NeedForms,
    PhaseForm,
    RatingForm,
)

__all__ = ["ContactForm", "EndForm", "IntakeForm", "NeedForm", "NeedForms", "PhaseForm", "RatingForm"]
