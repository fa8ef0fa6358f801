"""The door of a respondent: a token is the only key."""

from django.urls import include, path

urlpatterns = [path("", include("werkzaam.web.survey.respond.urls"))]
