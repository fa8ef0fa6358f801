"""The door of everyone."""

from django.urls import include, path

urlpatterns = [path("", include("werkzaam.web.public.urls"))]
