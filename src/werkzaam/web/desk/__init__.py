"""The researcher's desk: gather, freeze, run, claim, publish."""
