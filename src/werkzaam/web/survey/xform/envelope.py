"""What stands on the outside of a submission: to which form, under which id, about whom, closed or open."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from werkzaam.core.measure.form import FormProblem
from werkzaam.core.measure.form.xml import bare, read_xml
from werkzaam.web.survey.xform.served import CASE

LARGEST = 2_000_000  # bytes of the XML; a whole battery is about ten thousand
LONGEST_ID = 100
ENCRYPTED = "base64EncryptedKey"  # https://getodk.github.io/xforms-spec/encryption


@dataclass(frozen=True, slots=True)
class Envelope:
    form: str
    version: str
    instance: str
    case: str
    is_sealed: bool


def read(body: bytes) -> Envelope:
    """Raises FormProblem (`xml-large`, `xml-malformed`, `xml-doctype`, `xml-deep`, `instance-no-id`)."""
    top = read_xml(body, largest=LARGEST)
    return Envelope(
        form=top.get("id") or "",
        version=top.get("version") or "",
        instance=_instance(top),
        case=_text(top, CASE),
        is_sealed=top.get("encrypted") == "yes" or bool(_text(top, ENCRYPTED)),
    )


def _instance(top: Element) -> str:
    """`meta/instanceID`, in whatever namespace; old devices write it on the outermost element."""
    meta = next((child for child in top if bare(child.tag) == "meta"), None)
    said = (_text(meta, "instanceID") if meta is not None else "") or (top.get("instanceID") or "").strip()
    if not said or len(said) > LONGEST_ID:
        message = f"These answers carry no instanceID of 1 to {LONGEST_ID} characters. Nothing was kept."
        raise FormProblem(message, code="instance-no-id")
    return said


def _text(element: Element, name: str) -> str:
    found = next((child for child in element if bare(child.tag) == name), None)
    return (found.text or "").strip() if found is not None else ""
