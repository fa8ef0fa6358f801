from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "werkzaam.web.desk"
    label = "desk"
