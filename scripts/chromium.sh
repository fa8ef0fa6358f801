#!/bin/sh
# See to it that browser tests have a Chromium: the system's, else Debian's package, else Playwright's own.
set -u
cd "$(dirname "$0")/.."

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
.venv/bin/python -m playwright install chromium && exit 0
echo "setup: no Chromium could be found or installed; browser tests will be SKIPPED" >&2
exit 0
