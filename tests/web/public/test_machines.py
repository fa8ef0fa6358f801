"""What programs read, held against the libraries of those who read it."""

import importlib.util
import json
import sys
import types
from pathlib import Path

import feedparser
import jsonschema
import pytest
import rdflib
from bs4 import BeautifulSoup
from django.test import Client
from lxml import etree

# rdflib warns of its own use of a class of its own
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
LIST, PAGE = "/publications/", "/publications/via-enschede/"
SCHEMA = rdflib.Namespace("https://schema.org/")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


@pytest.fixture
def reader():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def licensed(settings):
    settings.LICENCE, settings.PUBLISHER = "CC-BY-4.0", "Onderzoeksbureau De Tweede Blik"


def test_the_feed_is_atom_with_the_verdict(reader, full):
    response = reader.get(LIST + "feed.xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.updated_parsed
    assert feed.feed.id.startswith("urn:uuid:")
    assert feed.entries[0].link.endswith("/publications/wat-werkt/")
    entry = next(one for one in feed.entries if one.link.endswith(PAGE))
    assert "insufficient ground" in entry.summary
    assert {one.term for one in entry.tags} == {"(Arbeids)participatie", "Wijken en leefbaarheid"}
    assert len({one.id for one in feed.entries}) == len(feed.entries) == 3


def test_an_empty_feed_is_a_feed(reader, settings):
    feed = feedparser.parse(reader.get(LIST + "feed.xml").content)
    assert not feed.bozo
    assert feed.feed.updated_parsed
    assert feed.entries == []


def test_the_page_tells_search_engines_what_it_is(reader, full, licensed):
    page = BeautifulSoup(reader.get(PAGE).content, "html.parser")
    graph = rdflib.Graph().parse(
        data=page.find("script", type="application/ld+json").string, format="json-ld"
    )
    report = graph.value(predicate=rdflib.RDF.type, object=SCHEMA.Report)
    assert str(graph.value(report, SCHEMA.datePublished)) == "2021-06-01"
    assert str(graph.value(report, SCHEMA.license)) == "https://creativecommons.org/licenses/by/4.0/"
    makers = {str(graph.value(one, SCHEMA.name)) for one in graph.objects(report, SCHEMA.author)}
    assert makers == {"Dirk Woordenaar", "Onderzoeksbureau De Tweede Blik"}
    for one in graph.objects(report, SCHEMA.encoding):
        place = str(graph.value(one, SCHEMA.contentUrl)).removeprefix("http://testserver")
        assert reader.get(place).status_code == 200


def test_the_catalogue_is_dcat_and_every_distribution_is_there(reader, full, licensed):
    graph = rdflib.Graph().parse(data=reader.get(LIST + "catalogue.jsonld").content, format="json-ld")
    catalogue = graph.value(predicate=rdflib.RDF.type, object=DCAT.Catalog)
    datasets = list(graph.objects(catalogue, DCAT.dataset))
    assert len(datasets) == 3
    for dataset in datasets:
        assert {one.language for one in graph.objects(dataset, DCT.title)} == {"nl", "en"}
        assert graph.value(dataset, DCT.issued).datatype == rdflib.XSD.date
        for one in graph.objects(dataset, DCAT.distribution):
            place = str(graph.value(one, DCAT.downloadURL)).removeprefix("http://testserver")
            response = reader.get(place)
            assert response.status_code == 200
            assert int(graph.value(one, DCAT.byteSize)) == len(response.content)


def schemas() -> Path:
    return Path(importlib.util.find_spec("datacite").submodule_search_locations[0])


def validator(place):
    schema = json.loads(Path(place).read_text())
    return jsonschema.validators.validator_for(schema)(schema)


@pytest.fixture
def kernel(monkeypatch):
    """DataCite's own schema and writer, without the parts of that package that talk to a server."""
    package = importlib.util.module_from_spec(importlib.util.find_spec("datacite"))
    reading = types.ModuleType("datacite.jsonutils")
    reading.validator_factory = validator
    monkeypatch.setitem(sys.modules, "datacite", package)
    monkeypatch.setitem(sys.modules, "datacite.jsonutils", reading)
    yield importlib.import_module("datacite.schema45")
    for name in ("datacite.schema45", "datacite.xmlutils"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("key", ["via-enschede", "wat-werkt"])
def test_datacite_holds_what_its_schema_asks(reader, full, licensed, kernel, key):
    record = json.loads(reader.get(f"{LIST}{key}/datacite.json").content)
    errors = [error.message for error in kernel.validator.iter_errors(record)]
    assert errors == []
    assert not kernel.validator.is_valid({name: one for name, one in record.items() if name != "creators"})


@pytest.mark.parametrize("key", ["via-enschede", "wat-werkt"])
def test_datacite_xml_says_the_same_as_datacites_own_writer(reader, full, licensed, kernel, key):
    record = json.loads(reader.get(f"{LIST}{key}/datacite.json").content)
    ours = etree.fromstring(reader.get(f"{LIST}{key}/datacite.xml").content)
    theirs = etree.fromstring(kernel.tostring(record).encode())
    identifier = ours.find("{*}identifier")
    assert (identifier.text, identifier.get("identifierType")) == ("(:tba)", "DOI")
    ours.remove(identifier)
    assert said(ours) == said(theirs)


def said(root):
    """Every element with its place, words and attributes; the order of lists is theirs to choose."""
    found = []
    for element in root.iter():
        above = "/".join(etree.QName(one).localname for one in reversed([element, *element.iterancestors()]))
        words = {etree.QName(name).localname: value for name, value in element.attrib.items()}
        if (element.text or "").strip():
            found.append((above, element.text.strip(), tuple(sorted(words.items()))))
    return sorted(found)


def test_metadata_without_a_known_publisher_says_so(reader, full, reseal):
    reseal(full / "via-enschede", lambda record: record.update(researchers=[]))
    record = json.loads(reader.get(PAGE + "datacite.json").content)
    assert record["creators"] == [{"name": "(:unav)"}]
    assert record["publisher"] == {"name": "(:unav)"}
    jsonschema.validate(record, json.loads((schemas() / "schemas/datacite-v4.5.json").read_text()))


def test_references_for_reference_managers(reader, full):
    bib = reader.get(PAGE + "cite.bib").content.decode()
    assert bib.startswith("@techreport{via-enschede,")
    assert "author = {Woordenaar, Dirk and {Onderzoeksbureau De Tweede Blik}}" in bib
    assert bib.count("{") == bib.count("}")
    ris = reader.get(PAGE + "cite.ris").content.decode()
    assert ris.startswith("TY  - RPRT\r\n")
    assert ris.endswith("ER  - \r\n")
    assert "AU  - Woordenaar, Dirk\r\n" in ris
    (csl,) = json.loads(reader.get(PAGE + "cite.json").content)
    assert csl["author"] == [
        {"family": "Woordenaar", "given": "Dirk"},
        {"literal": "Onderzoeksbureau De Tweede Blik"},
    ]
    assert csl["issued"] == {"date-parts": [[2021, 6, 1]]}


def test_the_map_names_every_page_in_both_languages(reader, full):
    root = etree.fromstring(reader.get(LIST + "sitemap.xml").content)
    places = [one.text for one in root.findall("{*}url/{*}loc")]
    for path in (LIST, PAGE, LIST + "wat-werkt/", LIST + "theme/arbeidsparticipatie/"):
        for language in ("nl", "en"):
            address = f"http://testserver{path}?language={language}"
            assert address in places
            assert reader.get(address).status_code == 200


def test_robots_may_read_publications_and_nothing_else(reader, full):
    from urllib.robotparser import RobotFileParser

    rules = RobotFileParser()
    rules.parse(reader.get(LIST + "robots.txt").content.decode().splitlines())
    assert rules.can_fetch("any", "http://testserver" + PAGE)
    assert not rules.can_fetch("any", "http://testserver/guidance/")
    assert rules.site_maps() == ["http://testserver/publications/sitemap.xml"]
