"""The pages of a study: what it asks, who comes into which arm, what it could see, and what it promised."""
