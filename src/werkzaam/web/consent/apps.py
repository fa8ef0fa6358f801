from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "werkzaam.web.consent"
    label = "consent"
