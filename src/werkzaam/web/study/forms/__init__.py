"""What a researcher fills in about a study."""
