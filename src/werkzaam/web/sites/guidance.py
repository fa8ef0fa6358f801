"""The door of those who help: coaches, participants, project leaders, municipalities."""

from django.urls import include, path

urlpatterns = [
    path("people/", include("werkzaam.web.people.urls")),
    path("consent/keys/", include("werkzaam.web.sites.keys")),
    path("consent/", include("werkzaam.web.consent.urls")),
    path("", include("werkzaam.web.journey.urls")),
]
