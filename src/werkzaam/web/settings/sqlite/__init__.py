"""SQLite for a web server with several writers."""
