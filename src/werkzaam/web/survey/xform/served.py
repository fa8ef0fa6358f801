"""A round's form as a collecting app gets it: the compiled form, and first of all the question whom it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from werkzaam.core.measure.form import Form, read_form
from werkzaam.core.measure.language import code
from werkzaam.web.survey.models import Instrument, Round

XF = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
CASE, START, END = "wz-case", "wz-start", "wz-end"
OWN = frozenset({CASE, START, END})
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)  # our own compiled text goes in
CHECK = ". > 0 and . mod 97 = 1"  # see cases.py


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """`xml` as it goes over the line, `md5` of it (OpenRosa knows no other hash), `form` to read answers with."""

    id: str
    version: str
    xml: bytes
    md5: str
    form: Form


def form_id(found: Round) -> str:
    """A form's id on a device: the questionnaire's key and the round, since a device knows no rounds."""
    return f"{found.instrument.key}-r{found.pk}"


def round_number(form: str) -> int:
    """The number of the round in a form's id; 0 where there is none."""
    number = form.rpartition("-r")[2]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0


def served(found: Round) -> Served:
    """Made once per version and round, which never change; only then the compiled text is read."""
    asked = found.instrument
    return _served(asked.pk, asked.sha256, form_id(found), asked.version)


@lru_cache(maxsize=64)
def _served(pk: int, _sha256: str, form: str, version: str) -> Served:
    xml = with_case(Instrument.objects.values_list("xform", flat=True).get(pk=pk), form)
    return Served(form, version, xml, hashlib.md5(xml, usedforsecurity=False).hexdigest(), read_form(xml))


def with_case(xform: str, form: str) -> bytes:
    """The compiled form under another id, with the case number asked first and the times of the interview noted."""
    root = etree.fromstring(xform.encode(), PARSER)
    model, body = root.find(f"{H}head/{XF}model"), root.find(f"{H}body")
    main = model.find(f"{XF}instance")[0]
    main.set("id", form)
    place = f"/{etree.QName(main).localname}/"
    binds = [_case_bind(place, model), *_time_binds(place, model)]
    for bind in reversed(binds):
        name = bind.get("nodeset").rpartition("/")[2]
        main.insert(0, etree.Element(f"{{{etree.QName(main).namespace}}}{name}"))
        model.find(f"{XF}bind").addprevious(bind)
    body.insert(0, _question(place, model))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")  # type: ignore[no-any-return]


def _case_bind(place: str, model: Any) -> Any:
    return etree.Element(
        f"{XF}bind",
        {
            "nodeset": place + CASE,
            "type": "int",
            "required": "true()",
            "constraint": CHECK,
            f"{JR}constraintMsg": _told(model, "bad"),
        },
    )


def _time_binds(place: str, model: Any) -> Iterator[Any]:
    """When the interview began and ended, by the clock of the device, unless the form notes that itself."""
    noted = {bind.get(f"{JR}preloadParams") for bind in model.iterfind(f"{XF}bind")}
    for name, which in ((START, "start"), (END, "end")):
        if which not in noted:
            told = {"nodeset": place + name, "type": "dateTime"}
            yield etree.Element(
                f"{XF}bind", {**told, f"{JR}preload": "timestamp", f"{JR}preloadParams": which}
            )


def _question(place: str, model: Any) -> Any:
    asked = etree.Element(f"{XF}input", {"ref": place + CASE, "appearance": "numbers"})
    for part in ("label", "hint"):
        told = _told(model, part)
        made = etree.SubElement(asked, f"{XF}{part}", {"ref": told} if told.startswith("jr:") else {})
        made.text = None if told.startswith("jr:") else told
    return asked


def _told(model: Any, part: str) -> str:
    """A pointer to the words in every language of the form; the words themselves where it has but one."""
    tongues = list(model.iterfind(f"{XF}itext/{XF}translation"))
    for tongue in tongues:
        text = etree.SubElement(tongue, f"{XF}text", {"id": f"{CASE}:{part}"})
        etree.SubElement(text, f"{XF}value").text = words(part, code(tongue.get("lang", "")))
    return f"jr:itext('{CASE}:{part}')" if tongues else words(part, settings.LANGUAGE_CODE)


def words(part: str, language: str) -> str:
    """Said to the interviewer: in Dutch where the questionnaire speaks a language that staff do not read."""
    with translation.override(language if language in settings.STAFF_LANGUAGES else settings.LANGUAGE_CODE):
        return {
            "label": _("Case number"),
            "hint": _(
                "For the interviewer: see your list. Then give the device to the person, or read aloud."
            ),
            "bad": _("This is no case number of your list. Look at the digits again."),
        }[part]
