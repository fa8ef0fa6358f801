"""Pure rooms: no framework, no clock, no global seed, no files but those they are handed."""
