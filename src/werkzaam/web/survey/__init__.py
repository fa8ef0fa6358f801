"""Rounds in the field: invitations by token and responses, for both arms by one code path."""
