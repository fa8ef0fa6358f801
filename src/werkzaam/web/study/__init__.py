"""The design of a study: arms, waves, allocation by pseudonym, the registered plan."""
