from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "werkzaam.web.journey"
    label = "journey"

    def ready(self) -> None:
        from werkzaam.web.consent import naming
        from werkzaam.web.journey.queries import names

        naming.lend(names.registered)
