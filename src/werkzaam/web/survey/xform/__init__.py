"""Forms and submissions as collecting apps know them: XML in, XML out, and what becomes of it."""
