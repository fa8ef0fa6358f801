from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "werkzaam.web.people"
    label = "people"
