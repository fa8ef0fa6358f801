import logging

import pytest

from werkzaam.web.settings.logs import WithoutKeys


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/r/Zk3jH2nq9wLr8tYb1cXv5g/", "/r/…/"),
        ("/r/Zk3jH2nq9wLr8tYb1cXv5g", "/r/…"),
        ("/research/studies/via-esdoorn/", "/research/studies/via-esdoorn/"),
        ("/guidance/people/0b5a6c1e-1111-4222-8333-444455556666/", "/guidance/people/…/"),
    ],
)
def test_a_key_in_an_address_never_reaches_the_log(path, kept):
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Internal Server Error", path), None
    )
    assert WithoutKeys().filter(record)
    assert record.getMessage() == f"Internal Server Error: {kept}"
