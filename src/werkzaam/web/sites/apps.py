from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "werkzaam.web.sites"
    label = "sites"
