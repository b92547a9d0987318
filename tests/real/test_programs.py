"""Programs of other people at HomeIQ's doors: Prometheus scrapes it, schemathesis asks all that its document allows."""

from collections.abc import Iterator
from contextlib import contextmanager
import http.client
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
from urllib.parse import urlencode

from prometheus_client.parser import text_string_to_metric_families
import pytest
import pytest_socket

from custom_components.homeiq.coordinator.health.figures import Figures
from custom_components.homeiq.model.overview import Health, StoreStats
from tests.real.a_learned_home import Learned, await_that, running
from tests.test_grafana import QUERIES
from tools.home_assistant.boot import LOG, free_port
from tools.home_assistant.client import Client
from tools.home_assistant.log import problems
from tools.openapi.document import document

pytestmark = pytest.mark.timeout(400)

PROMETHEUS = os.environ.get("HOMEIQ_PROMETHEUS") or shutil.which("prometheus")
# What a value names has to be there, and nothing of that stands in a document: the last check that is left out.
LEFT_OUT = "positive_data_acceptance"
NOWHERE = "http://192.0.2.1/hook"  # an address for documentation, RFC 5737: what is fuzzed must call nobody
SCRAPE = """
scrape_configs:
  - job_name: homeiq
    scrape_interval: 1s
    metrics_path: /api/homeiq/metrics
    authorization:
      credentials: {token}
    static_configs:
      - targets: ["127.0.0.1:{port}"]
"""


@pytest.fixture(scope="module")
def house(learned: Learned, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs") / "home"
    shutil.copytree(learned.folder, folder, symlinks=True)
    return folder


@pytest.fixture(scope="module")
def client(house: Path) -> Iterator[Client]:
    # Before the first test's own fixtures, which allow them.
    pytest_socket.enable_socket()
    with running(house) as home:
        yield home.client


def metrics_as_text(client: Client) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=60)
    headers = {"Authorization": f"Bearer {client.token}", "Accept": "text/plain"}
    connection.request("GET", "/api/homeiq/metrics", headers=headers)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


@contextmanager
def a_prometheus(program: str, folder: Path, client: Client) -> Iterator[int]:
    """Have one that scrapes a home each second, and return its port."""
    port = free_port()
    config = folder / "prometheus.yml"
    config.write_text(SCRAPE.format(token=client.token, port=client.port), "utf-8")
    options = (f"--config.file={config}", f"--storage.tsdb.path={folder}", f"--web.listen-address=127.0.0.1:{port}")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([program, *options], stdout=log, stderr=log)  # noqa: S603 - of this machine
        try:
            yield port
        finally:
            process.terminate()
            process.wait(30)


def asked_of(port: int, path: str) -> dict[str, object]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
    except OSError:  # it is not up yet
        return {}
    finally:
        connection.close()
    if answer.status == http.HTTPStatus.SERVICE_UNAVAILABLE:  # it is up, and not ready yet; it says so in plain words
        return {}
    found: dict[str, object] = json.loads(content)
    return found


def scraped(port: int) -> tuple[str, str]:
    """Return how the home's scraping goes, and what went wrong with it."""
    match asked_of(port, "/api/v1/targets"):
        case {"data": {"activeTargets": [{"health": str(health), "lastError": str(error)}]}}:
            return health, error
        case _:
            return "unknown", ""


def test_a_parser_of_prometheus_own_reads_the_families_that_homeiq_tells_of(client: Client) -> None:
    found = {one.name: one.type for one in text_string_to_metric_families(metrics_as_text(client))}

    # Of a counter the parser keeps the name without its ending.
    told = {one.name.removesuffix("_total"): one.kind for one in Figures().families(Health(store=StoreStats()))}
    assert found
    assert found.items() <= told.items()


@pytest.mark.skipif(PROMETHEUS is None, reason="there is no Prometheus: name one in HOMEIQ_PROMETHEUS")
def test_a_real_prometheus_scrapes_it_and_understands_each_question_of_the_dashboard(
    client: Client, tmp_path: Path
) -> None:
    assert PROMETHEUS
    with a_prometheus(PROMETHEUS, tmp_path, client) as port:
        await_that(lambda: scraped(port) == ("up", ""))
        answers = {
            title: asked_of(port, "/api/v1/query?" + urlencode({"query": question_of(target["expr"])}))
            for title, target in QUERIES
        }
        heard = asked_of(port, "/api/v1/query?" + urlencode({"query": "homeiq_database_bytes > 0"}))

    assert {title: one for title, one in answers.items() if one.get("status") != "success"} == {}
    assert isinstance(heard["data"], dict)
    assert len(heard["data"]["result"]) == 1


def question_of(expression: str) -> str:
    return expression.replace("$__rate_interval", "1m").replace("$instance", ".*")


def test_no_question_that_the_document_allows_or_forbids_is_answered_otherwise_than_it_says(
    client: Client, house: Path, tmp_path: Path
) -> None:
    told = document()
    for method in ("post", "patch"):
        asked = told["paths"]["/api/homeiq/webhooks"][method]["requestBody"]["content"]["application/json"]["schema"]
        asked["properties"]["url"] = {"type": "string", "enum": [NOWHERE]}
    (tmp_path / "openapi.json").write_text(json.dumps(told), "utf-8")

    done = subprocess.run(  # noqa: S603 - our own
        [
            *(Path(sys.executable).with_name("schemathesis"), "run", "openapi.json", "--url", client.url),
            *("--header", f"Authorization: Bearer {client.token}", "--exclude-checks", LEFT_OUT),
            *("--phases", "examples,coverage,fuzzing", "--max-examples", "5", "--seed", "1"),
            *("--generation-database", "none", "--continue-on-failure", "--no-color"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Tested: 22" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stdout
    assert client.get("homeiq/health")["status"] == "ok"
    assert problems((house / LOG).read_text(errors="replace").splitlines(), "homeiq") == []
