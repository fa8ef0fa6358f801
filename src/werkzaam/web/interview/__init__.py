"""Documents, conversations and their coding."""
