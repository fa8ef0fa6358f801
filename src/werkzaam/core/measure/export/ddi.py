"""The frames described in DDI-Codebook 2.5, in every language of the questionnaires.

DDI Alliance, DDI-Codebook 2.5 (2012), schema codebook.xsd: the order of elements within `var` is the schema's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

import numpy as np

from werkzaam.core.measure.export.codes import Codes
from werkzaam.core.measure.export.model import Frame, Missing, Source, Type, Variable
from werkzaam.core.measure.export.sav import measure, spss_format
from werkzaam.core.measure.export.words import LANGUAGES, said, words
from werkzaam.core.measure.model import Text

NAMESPACE = "ddi:codebook:2_5"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PLACE = f"{NAMESPACE} https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
LANG = "xml:lang"
NATURE = {"nominal": "nominal", "ordinal": "ordinal", "scale": "interval"}


def as_ddi(source: Source, frames: Iterable[Frame], codes: Codes, files: Mapping[str, str]) -> bytes:
    """`files`: per frame the name of the file that is described."""
    listed = list(frames)
    root = ET.Element("codeBook", {"xmlns": NAMESPACE, "xmlns:xsi": XSI, "version": "2.5"})
    root.set("xsi:schemaLocation", PLACE)
    _study(root, source)
    for number, frame in enumerate(listed, 1):
        _file(root, frame, f"F{number}", files[frame.name])
    data = ET.SubElement(root, "dataDscr")
    for number, frame in enumerate(listed, 1):
        for place, variable in enumerate(frame.variables, 1):
            _variable(data, frame, variable, f"F{number}", f"V{number}_{place}", codes)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _study(root: ET.Element, source: Source) -> None:
    told = ET.SubElement(root, "stdyDscr")
    citation = ET.SubElement(told, "citation")
    title = ET.SubElement(citation, "titlStmt")
    first, *others = source.title
    _add(title, "titl", source.title[first], {LANG: first})
    for language in others:
        _add(title, "parTitl", source.title[language], {LANG: language})
    _add(title, "IDNo", source.study, {"agency": "Werkzaam"})
    version = ET.SubElement(citation, "verStmt")
    _add(version, "version", source.on.isoformat(), {"date": source.on.isoformat()})
    access = ET.SubElement(ET.SubElement(told, "dataAccs"), "useStmt")
    _english(access, "confDec", words()["pseudonymous"])


def _file(root: ET.Element, frame: Frame, key: str, name: str) -> None:
    told = ET.SubElement(ET.SubElement(root, "fileDscr", {"ID": key}), "fileTxt")
    _add(told, "fileName", name)
    _english(told, "fileCont", words()[frame.name])
    size = ET.SubElement(told, "dimensns")
    _add(size, "caseQnty", str(frame.table.num_rows))
    _add(size, "varQnty", str(frame.table.num_columns))
    _add(told, "fileType", "SPSS")


def _variable(data: ET.Element, frame: Frame, variable: Variable, file: str, key: str, codes: Codes) -> None:
    kind = measure(variable)
    interval = "contin" if kind == "scale" else "discrete"
    told = ET.SubElement(
        data,
        "var",
        {"ID": key, "name": variable.name, "files": file, "intrvl": interval, "nature": NATURE[kind]},
    )
    _words(told, "labl", variable.label)
    for language in _ordered(variable.question):
        _add(ET.SubElement(told, "qstn"), "qstnLit", said(variable.question, language), {LANG: language})
    _ranges(told, variable, codes)
    present = int(np.sum(frame.why[variable.name] == Missing.PRESENT))
    _add(told, "sumStat", str(present), {"type": "vald"})
    _add(told, "sumStat", str(frame.table.num_rows - present), {"type": "invd"})
    _categories(told, variable, codes)
    if variable.how:
        _english(ET.SubElement(told, "derivation"), "drvdesc", variable.how)
    _format(told, variable)


def _ranges(told: ET.Element, variable: Variable, codes: Codes) -> None:
    bounds = {"min": variable.low, "max": variable.high}
    given = {name: f"{value:g}" for name, value in bounds.items() if value is not None}
    if given:
        ET.SubElement(ET.SubElement(told, "valrng"), "range", given)
    if variable.coded:
        outside = ET.SubElement(told, "invalrng")
        for code in sorted(codes.values()):
            ET.SubElement(outside, "item", {"VALUE": f"{code:g}"})


def _categories(told: ET.Element, variable: Variable, codes: Codes) -> None:
    if not variable.coded:
        return
    for value in variable.values:
        _category(told, value.code, value.label, {})
    for why, code in codes.items():
        _category(told, code, words()[why.name.lower()], {"missing": "Y"})


def _category(told: ET.Element, code: float, label: Text, how: Mapping[str, str]) -> None:
    found = ET.SubElement(told, "catgry", dict(how))
    _add(found, "catValu", f"{code:g}")
    _words(found, "labl", label)


def _format(told: ET.Element, variable: Variable) -> None:
    how = {"type": "character" if variable.type is Type.TEXT else "numeric", "schema": "SPSS"}
    if form := spss_format(variable):
        how["formatname"] = form
    if variable.type is Type.DATE:
        how["category"] = "date"
    ET.SubElement(told, "varFormat", how)


def _words(parent: ET.Element, tag: str, text: Text) -> None:
    """One element per language: where the schema lets it repeat."""
    for language in _ordered(text):
        _add(parent, tag, said(text, language), {LANG: language})


def _english(parent: ET.Element, tag: str, text: Text) -> None:
    """Where the schema allows but one."""
    _add(parent, tag, said(text, "en"), {LANG: "en"})


def _ordered(text: Text) -> list[str]:
    """Dutch and English first; none that is empty."""
    return [code for code in dict.fromkeys([*LANGUAGES, *text]) if text.get(code)]


def _add(parent: ET.Element, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    ET.SubElement(parent, tag, dict(attributes or {})).text = text
