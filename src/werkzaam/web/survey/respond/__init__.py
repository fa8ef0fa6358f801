"""The respondent's pages: one question a page, a token the only key."""
