"""Publication pages, served from editions alone: no database."""
