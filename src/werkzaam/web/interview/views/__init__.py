"""The interview pages: texts, the codebook, coding, rounds, what was found, and whom to talk to."""
