"""No forms: every step of the desk is one button."""
