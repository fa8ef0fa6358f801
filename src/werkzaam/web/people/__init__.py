"""Persons, organisations, neighbourhoods, teams, accounts and roles: who may see and do what, where."""
