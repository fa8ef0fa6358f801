from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "werkzaam.web.public"
    label = "public"
