#!/bin/sh
# Print where uv is. Where the machine has none, pip puts it in .uv/ first: in a private environment, which no
# distribution forbids (PEP 668); else beside itself (--target); else after Debian's own package of pip.
set -eu
cd "$(dirname "$0")/.."

works() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }
private() { python3 -m venv .uv/env && .uv/env/bin/python -m pip install --quiet uv && put .uv/env/bin/uv; }
beside() { python3 -m pip install --quiet --target .uv/lib uv && put .uv/lib/bin/uv; }
debian() { [ "$(id -u)" = 0 ] && command -v apt-get && apt-get update && apt-get install -y python3-venv && private; }
put() { mkdir -p .uv/bin && ln -sf "../../$1" .uv/bin/uv; }

found=$(command -v uv || true)
works "$found" && { echo "$found"; exit; }
works .uv/bin/uv && { echo "$PWD/.uv/bin/uv"; exit; }
rm -rf .uv
for way in private beside debian; do
    $way >&2 && works .uv/bin/uv && { echo "$PWD/.uv/bin/uv"; exit; }
done
echo "setup: uv could not be installed. Install it (https://docs.astral.sh/uv/) and run this again." >&2
exit 1
