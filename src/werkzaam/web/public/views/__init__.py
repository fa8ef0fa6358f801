"""The pages of everyone: served from editions alone, without a session and without a database."""
