"""The addresses of guidance, a file per topic; `urls` puts them together."""
