"""Forms in the looks of the design system: `{{ form }}` in a template is enough."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Django's own widgets; our form and field around them (`sites/forms/`)."""

    form_template_name = "sites/forms/form.html"
    field_template_name = "sites/forms/field.html"
