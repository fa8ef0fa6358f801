from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "werkzaam.web.ledger"
    label = "ledger"
