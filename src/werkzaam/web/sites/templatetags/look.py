"""The few template tags of the look: form controls in the design system's classes, initials."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()
BOX = "utrecht-textbox utrecht-textbox--html-input"
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, ""),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.Widget, BOX),
)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's widget, dressed in the design system's class for its kind."""
    widget = field.field.widget
    dress = next(css for kind, css in CLASSES if isinstance(widget, kind))
    own = widget.attrs.get("class", "")
    css = {"class": f"{dress} {own}".strip()} if dress or own else {}
    return field.as_widget(attrs={**css, **direction(widget)})


def direction(widget: forms.Widget) -> dict[str, str]:
    """Words run the way of their own script; addresses and numbers from left to right on every page."""
    if isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") == "text":
        return {"dir": widget.attrs.get("dir", "auto")}
    return {"dir": "ltr"} if getattr(widget, "input_type", "") in {"email", "tel", "url", "password"} else {}


@register.filter
def is_choices(field: BoundField) -> bool:
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def is_chips(field: BoundField) -> bool:
    """Whether the form asked for chips: `RadioSelect(attrs={"class": "wz-chips"})`."""
    return is_choices(field) and "wz-chips" in field.field.widget.attrs.get("class", "")


@register.filter
def is_one_box(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def first_control(field: BoundField) -> str:
    """The id that a link in the error summary points at: the field, or the first of its choices."""
    return f"{field.auto_id}_0" if is_choices(field) else str(field.auto_id)


@register.filter
def isolated(text: object) -> str:
    """A name in a sentence, kept from turning its neighbours around (Unicode: first strong isolate)."""
    return f"\u2068{text}\u2069"


@register.filter
def initials(name: str) -> str:
    """At most two letters of a name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()
