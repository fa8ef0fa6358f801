"""Every kind of page before the Nu Html Checker: what the standard says, not what we think of it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

JAR = Path(__file__).parents[3] / "node_modules/vnu-jar/build/dist/vnu.jar"
PAGES = {
    "list": "/publications/",
    "search": "/publications/?q=vaste",
    "theme": "/publications/theme/wijken-en-leefbaarheid/",
    "publication": "/publications/via-enschede/",
    "effect": "/publications/via-enschede/claims/effect-rung-t2/",
    "experienced": "/publications/via-enschede/claims/experienced-trust/",
    "contribution": "/publications/via-enschede/claims/contribution-contact/",
    "numbers": "/publications/via-enschede/numbers/",
    "number": "/publications/via-enschede/numbers/estimate.rung-t2/",
    "synthesis": "/publications/wat-werkt/",
    "choice": "/publications/side-by-side/",
    "side": "/publications/side-by-side/?edition=via-enschede&edition=via-almelo",
    "report": "/publications/via-enschede/files/report.html",
}


@pytest.mark.slow
def test_every_page_is_valid_html(full, tmp_path):
    if shutil.which("java") is None or not JAR.is_file():
        pytest.skip("NO HTML CHECK: java or node_modules/vnu-jar is not here (npm ci)")
    for language in ("nl", "en"):
        reader = Client(headers={"accept-language": language})
        for name, address in PAGES.items():
            (tmp_path / f"{name}.{language}.html").write_bytes(reader.get(address).content)
    checked = subprocess.run(
        ["java", "-jar", JAR, "--format", "json", "--exit-zero-always", *sorted(tmp_path.glob("*.html"))],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(checked.stderr)["messages"]
    wrong = {
        f"{Path(one['url']).name}: {one['message']}"
        for one in messages
        if one["type"] == "error" or one.get("subType") == "warning"
    }
    assert wrong == set()
