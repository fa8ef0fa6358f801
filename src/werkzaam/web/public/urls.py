from django.urls import path, re_path

from werkzaam.web.public.views import machine, reading

app_name = "public"
urlpatterns = [
    path("", reading.publications, name="publications"),
    path("feed.xml", machine.feed, name="feed"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("robots.txt", machine.robots, name="robots"),
    path("catalogue.jsonld", machine.catalogue, name="catalogue"),
    path("side-by-side/", reading.side_by_side, name="side_by_side"),
    path("theme/<slug:theme>/", reading.publications, name="theme"),
    path("<slug:key>/", reading.publication, name="publication"),
    path("<slug:key>/claims/<str:claim>/", reading.claim, name="claim"),
    path("<slug:key>/numbers/", reading.all_numbers, name="numbers"),
    path("<slug:key>/numbers/<str:thing>/", reading.number, name="number"),
    path("<slug:key>/datacite.json", machine.datacite_json, name="datacite_json"),
    path("<slug:key>/datacite.xml", machine.datacite_xml, name="datacite_xml"),
    re_path(r"^(?P<key>[-\w]+)/cite\.(?P<kind>bib|ris|json)$", machine.reference, name="reference"),
    path("<slug:key>/files/<path:path>", reading.file, name="file"),
]
