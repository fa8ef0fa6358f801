"""Purposes, grants and the key file (person to pseudonym): the one gate between the two databases."""
