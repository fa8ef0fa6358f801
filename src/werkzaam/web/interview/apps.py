from django.apps import AppConfig


class InterviewConfig(AppConfig):
    name = "werkzaam.web.interview"
    label = "interview"
