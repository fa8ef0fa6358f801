"""Loads the reference scenario through the rooms' own actions."""
