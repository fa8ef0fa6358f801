from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "werkzaam.web.survey"
    label = "survey"
