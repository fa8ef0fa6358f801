"""Stateful rooms. Each holds the same files: rules, models, queries, actions, forms, views, urls, templates."""
