"""The door of collecting apps (ODK Collect, KoboCollect): OpenRosa 1.0, a token in the address the only key."""
