"""The two databases. Guidance is Django's default; nothing crosses from one to the other but a pseudonym."""

GUIDANCE = "default"
RESEARCH = "research"
SIDES = (GUIDANCE, RESEARCH)
