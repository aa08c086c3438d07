"""The examples for schedulers are whole, and name what is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy.spiderloader import SpiderLoader, get_spider_loader
from scrapy.utils.project import get_project_settings

from briefings.commands.list import ready_spiders
from briefings.runs.verdict import Code
from tests.support.parts import each
from tests.support.processes import REPO

_BIN = Path(sys.executable).parent
_TABLE = REPO / "deploy" / "README.md"
_FILES = sorted(path for path in (REPO / "deploy").rglob("*") if path.is_file() and path != _TABLE)
_UNITS = [path for path in _FILES if path.suffix in {".service", ".timer"}]
# The codes after which no try at once helps.
_FINAL = {Code.USAGE, Code.INCOMPLETE, Code.NOTHING, Code.REJECTED, Code.BLOCKED}


def _unit(path: Path) -> RawConfigParser:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text(encoding="utf-8").replace("\\\n", " "))
    return parser


def test_every_example_is_told_of_and_every_file_told_of_is_there() -> None:
    table, page = ((REPO / name).read_text(encoding="utf-8") for name in ("deploy/README.md", "docs/scheduling.md"))
    tried, explained = ({REPO / name for name in re.findall(r"`(deploy/[\w./@-]+)`", text)} for text in (table, page))
    assert {path for path in _FILES if path.suffix != ".timer"} == tried
    assert all(path.exists() for path in explained), explained


@each("path", _FILES)
def test_every_crawl_of_an_example_names_a_spider(path: Path) -> None:
    spiders = {*SpiderLoader.from_settings(get_project_settings()).list(), "%i", "{source}", "{}", "and"}
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"scrapy crawl ([^\s\"'`]+)", text)) <= spiders
    assert set(re.findall(r"crawl, (\w+)", text)) <= spiders
    for setting in re.findall(r"-s,? \"?(\w+)=", text):
        assert setting in get_project_settings(), setting


@pytest.mark.parametrize("path", _UNITS, ids=lambda path: path.name)
def test_systemd_units_pass_the_check_of_systemd(path: Path, tmp_path: Path) -> None:
    assert "Unit" in _unit(path)
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for unit in _UNITS:
        # The program of the example is not there; one that is takes its place.
        text = unit.read_text(encoding="utf-8").replace("/srv/briefings/venv/bin/scrapy", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / path.name], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_systemd_fails_for_all_but_a_stop_in_order_and_what_is_incomplete() -> None:
    service = _unit(REPO / "deploy" / "systemd" / "briefings@.service")["Service"]
    assert {int(code) for code in service["SuccessExitStatus"].split()} == {Code.INCOMPLETE, Code.INTERRUPTED}
    data = re.search(r"BRIEFINGS_DATA=(\S+)", service["ExecStart"])
    assert data is not None
    assert service["ReadWritePaths"] == data[1]


def test_every_line_of_the_crontab_is_one_that_cron_takes() -> None:
    text = (REPO / "deploy" / "crontab").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not re.match(r"# |[A-Z_]+=", line)]
    assert [line for line in lines if not re.match(r"#?[\d*]+ [\d*]+ [\d*]+ [\d*]+ [\d*]+ cd [^%]+$", line)] == []


def test_kubernetes_starts_no_second_run_and_repeats_none_in_vain() -> None:
    text = (REPO / "deploy" / "kubernetes" / "cronjob.yaml").read_text(encoding="utf-8")
    claim, cron = list(yaml.safe_load_all(text))
    job: dict[str, Any] = cron["spec"]["jobTemplate"]["spec"]
    pod = job["template"]["spec"]
    assert cron["spec"]["concurrencyPolicy"] == "Forbid"
    assert claim["spec"]["accessModes"] == ["ReadWriteOnce"]
    assert pod["volumes"][0]["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
    final = set(job["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"])
    assert final == _FINAL


def test_airflow_skips_and_does_not_fail_where_something_is_incomplete() -> None:
    source = (REPO / "deploy" / "airflow" / "briefings_dag.py").read_text(encoding="utf-8")
    compile(source, "briefings_dag.py", "exec")
    skipped = re.search(r"skip_on_exit_code=\[([\d, ]+)\]", source)
    assert skipped is not None
    assert {int(code) for code in skipped[1].split(",")} == {Code.INCOMPLETE}
    assert "max_active_runs=1" in source


def test_the_canaries_ask_nobody_without_a_contact_and_open_an_issue_where_one_has_changed(tmp_path: Path) -> None:
    action = yaml.safe_load((REPO / "deploy" / "github" / "canaries.yml").read_text(encoding="utf-8"))
    assert action["permissions"] == {"contents": "read", "issues": "write"}
    job = action["jobs"]["check"]
    assert job["env"] == {"BRIEFINGS_CONTACT": "${{ vars.BRIEFINGS_CONTACT }}"}
    runs = [step["run"] for step in job["steps"] if "run" in step]
    for script, contact, code in ((runs[0], "", 1), (runs[0], "https://example.org", 0)):
        done = subprocess.run(
            ["bash", "-c", script], env={"BRIEFINGS_CONTACT": contact}, check=False, capture_output=True
        )
        assert done.returncode == code
    # The check as GitHub runs it, with a command in its place that ends with 3.
    (tmp_path / "scrapy").write_text("#!/bin/sh\necho scio: http://a.example/ has changed.\nexit 3\n", encoding="utf-8")
    (tmp_path / "scrapy").chmod(0o755)
    (check,) = [script for script in runs if "scrapy check" in script]
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "GITHUB_OUTPUT": str(tmp_path / "output")}
    subprocess.run(["bash", "-eo", "pipefail", "-c", check], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "output").read_text(encoding="utf-8") == "code=3\n"
    assert "has changed" in (tmp_path / "sentences.txt").read_text(encoding="utf-8")
    tell = job["steps"][-1]
    assert (tell["if"], "gh issue create" in tell["run"]) == ("steps.check.outputs.code != '0'", True)
    subprocess.run(["bash", "-n", "-c", tell["run"]], check=True)


def test_the_rules_of_prometheus_alert_by_measures_that_a_run_leaves(sample_data: Path) -> None:
    rules = yaml.safe_load((REPO / "deploy" / "prometheus" / "briefings.rules.yml").read_text(encoding="utf-8"))
    used = {name for rule in rules["groups"][0]["rules"] for name in re.findall(r"briefings_\w+", rule["expr"])}
    left = next(sample_data.rglob("metrics.prom")).read_text(encoding="utf-8")
    assert used
    assert used <= set(re.findall(r"^(\w+)\{", left, re.MULTILINE))


def test_the_rules_of_prometheus_pass_their_own_tests() -> None:
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not installed")
    tests = REPO / "deploy" / "prometheus" / "briefings.rules.test.yml"
    done = subprocess.run(["promtool", "test", "rules", tests.name], cwd=tests.parent, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


_HOUSES = list(yaml.safe_load_all((REPO / "deploy" / "kubernetes" / "houses.yaml").read_text(encoding="utf-8")))


def test_kubernetes_crawls_every_house_in_a_pod_with_a_volume_of_its_own() -> None:
    config, snapshots, merged, crawl, merge = _HOUSES
    ready = ready_spiders(get_spider_loader(get_project_settings()))
    houses = config["data"]["houses"].split()
    job = crawl["spec"]["jobTemplate"]["spec"]
    assert set(houses) <= set(ready)
    assert (job["completionMode"], job["completions"]) == ("Indexed", len(houses))
    assert set(job["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"]) == _FINAL
    volumes = {one["name"]: one for one in job["template"]["spec"]["volumes"]}
    assert "ephemeral" in volumes["data"]
    assert volumes["snapshots"]["persistentVolumeClaim"]["claimName"] == snapshots["metadata"]["name"]
    pod = merge["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    volumes = {one["name"]: one for one in pod["volumes"]}
    assert volumes["data"]["persistentVolumeClaim"]["claimName"] == merged["metadata"]["name"]
    assert merged["spec"]["accessModes"] == ["ReadWriteOnce"], "a network disk is no place for SQLite"
    for one in (job["template"]["spec"], pod):
        (container,) = one["containers"]
        assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in one["volumes"]}
        assert container["command"][1].rpartition("/")[2] in config["data"]


@pytest.mark.slow  # processes that import Scrapy
def test_the_scripts_of_kubernetes_crawl_copy_out_and_merge(tmp_path: Path) -> None:
    folder, data = tmp_path / "houses", _HOUSES[0]["data"]
    folder.mkdir()
    for name, text in {**data, "houses": "nobody\nsample\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    places = {"HOUSES": folder, "SNAPSHOTS": tmp_path / "snapshots", "SCRATCH": tmp_path / "scratch"}
    places["SNAPSHOTS"].mkdir()

    def run(script: str, data: str) -> tuple[int, str]:
        own = {**places, "DATA": tmp_path / data, "JOB_COMPLETION_INDEX": 1, "PATH": f"{_BIN}:{os.environ['PATH']}"}
        environment = {**os.environ, **{name: str(value) for name, value in own.items()}}
        command = ["sh", str(folder / script)]
        done = subprocess.run(command, env=environment, cwd=REPO, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout

    code, out = run("crawl.sh", "first")
    assert (code, "8 new" in out) == (0, True)
    code, out = run("crawl.sh", "second")
    assert (code, "6 not due" in out) == (0, True), "the last snapshot was taken up"
    names = [one.name for one in places["SNAPSHOTS"].iterdir()]
    assert all(re.fullmatch(r"sample_\d{8}T\d{6}Z", name) for name in names)
    code, out = run("merge.sh", "merged")
    assert (code, "sample: 8 new briefings, " in out) == (0, True)
