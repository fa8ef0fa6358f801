"""Forms in the looks of the design system."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "sites/forms/form.html"
    field_template_name = "sites/forms/field.html"
