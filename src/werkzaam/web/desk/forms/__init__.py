"""What a researcher fills in at the desk."""
