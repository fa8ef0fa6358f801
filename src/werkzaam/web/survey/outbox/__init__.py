"""What goes out to people: planned as rows, looked at anew when it goes, sent at most once."""
