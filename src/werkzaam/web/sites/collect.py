"""The door of collecting apps (ODK Collect, KoboCollect): a token in the address is the only key."""

from django.urls import include, path

urlpatterns = [path("", include("werkzaam.web.survey.openrosa.urls"))]
