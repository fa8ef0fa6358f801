from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "werkzaam.web.journey"
    label = "journey"
