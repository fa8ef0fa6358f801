from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "werkzaam.web.study"
    label = "study"
