from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "werkzaam.web.desk"
    label = "desk"

    def ready(self) -> None:
        from werkzaam.web.desk import lending
        from werkzaam.web.interview.queries import lent

        lent.lend(attributes=lending.attributes, answered=lending.answered)
