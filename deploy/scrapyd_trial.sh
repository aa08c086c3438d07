#!/usr/bin/env bash
# Run the packaged sample through a real Scrapyd on loopback, in an environment and a folder of its own:
#
#     deploy/scrapyd_trial.sh [FOLDER]
#
# Builds the wheel, deploys it as it is, schedules the sample, waits for it, and shows what stands where. Needs Python
# 3.11 or later with pip and venv, and curl. The folder (default: a new temporary one) is left behind to be looked at.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
python=${PYTHON:-python3}

cd "$folder"
# Scrapyd needs pkg_resources, which setuptools has no more from release 81 on.
"$python" -m venv scrapyd-venv
scrapyd-venv/bin/pip install --quiet 'setuptools<81' scrapyd scrapyd-client
"$python" -m venv build-venv
build-venv/bin/pip wheel --quiet --no-deps --wheel-dir dist "$project"
wheel=$(echo dist/briefings-*.whl)
# The wheel is deployed and not installed: only what it depends on has to be there.
scrapyd-venv/bin/pip install --quiet "$wheel"
scrapyd-venv/bin/pip uninstall --quiet --yes briefings

port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://127.0.0.1:$port
cat > scrapyd.conf <<CONF
[scrapyd]
bind_address = 127.0.0.1
http_port = $port
items_dir = items
poll_interval = 1
CONF
cat > scrapy.cfg <<CONF
[settings]
default = briefings.settings
[deploy]
url = $url/
project = briefings
CONF
unset SCRAPY_SETTINGS_MODULE
scrapyd-venv/bin/scrapyd > scrapyd.log 2>&1 &
scrapyd=$!
trap 'kill $scrapyd 2>/dev/null; wait $scrapyd 2>/dev/null || true' EXIT
curl --silent --fail --retry 60 --retry-delay 1 --retry-connrefused "$url/daemonstatus.json" > status.json

scrapyd-venv/bin/scrapyd-deploy --egg "$wheel"
echo "Spiders: $(curl --silent --fail "$url/listspiders.json?project=briefings")"
curl --silent --fail "$url/schedule.json" -d project=briefings -d spider=sample -d jobid=trial \
    -d setting=BRIEFINGS_DATA="$folder/data" > scheduled.json
for _ in $(seq 120); do
    curl --silent --fail "$url/listjobs.json?project=briefings" > jobs.json
    grep -q '"pending": \[\], "running": \[\]' jobs.json && break
    sleep 1
done

echo "Jobs: $(cat jobs.json)"
echo "Log, the last line of logs/briefings/sample/trial.log:"
tail -n 1 logs/briefings/sample/trial.log
echo "Records: $(wc -l < data/sample/turns.jsonl) turns of $(wc -l < data/sample/briefings.jsonl) briefings in data/sample"
echo "Feed: $(wc -l < items/briefings/sample/trial.jl) rows in items/briefings/sample/trial.jl"
if [ -e data/sample/runs/latest.json ]; then
    echo "Verdict, data/sample/runs/latest.json:"
    cat data/sample/runs/latest.json
fi
grep -q 'Exit code 0:' logs/briefings/sample/trial.log
