"""The pages of guidance: each fetches through an access, does one thing, and writes whom it showed."""
