"""JavaRosa, the engine of ODK Collect, as it comes inside pyxform's wheel: one Java machine for the whole run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

JAR = Path(str(resources.files("pyxform"))) / "validators/odk_validate/bin/ODK_Validate.jar"


@pytest.fixture(scope="session")
def java() -> Iterator[Any]:
    """The started machine. Skipped, and said so, where Java or the bridge to it is absent."""
    jpype = pytest.importorskip("jpype", reason="JavaRosa was NOT compared with: jpype1 is not installed")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("JavaRosa was NOT compared with: there is no Java here")
    if not jpype.isJVMStarted():
        options = ("-Duser.timezone=UTC", "-Duser.language=en", "-XX:TieredStopAtLevel=1", "-Xmx256m")
        quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"
        jpype.startJVM(*options, quiet, classpath=[str(JAR)])
    jpype.JClass("org.javarosa.model.xform.XFormsModule")().registerModule()
    yield jpype
