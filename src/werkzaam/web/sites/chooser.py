"""Demo only: choose a persona."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
