"""Q: more than one machine, with Patroni, etcd and HAProxy of Debian: `python -m soak.nodes [--quick]`.

In network namespaces: two machines with a database, a third for the vote, one with the product. Acts are noted as
they are acknowledged; the primary's machine is killed and cut off, comes back as a replica, then the other one's
server is killed. As root, with the packages patroni, etcd-server and haproxy; what is in `deploy/cluster` is what
runs. Cleans up after itself.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

from bench.report import Table, progress, run

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "deploy" / "cluster"
NODES = {"n1": "10.77.0.1", "n2": "10.77.0.2", "n3": "10.77.0.3", "web": "10.77.0.9"}
PREFIX = "banshi-soak-"
AS_POSTGRES = ("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups")
URL = "postgresql://postgres:secret@127.0.0.1:5000/postgres"
WITHIN = 30.0


def main(quick: bool) -> Iterator[Table]:
    """Two failovers with their figures."""
    if lacking := [name for name in ("patroni", "etcd", "haproxy", "ip") if shutil.which(name) is None]:
        raise AssertionError(f"apt-get install patroni etcd-server haproxy iproute2 (missing: {lacking})")
    with tempfile.TemporaryDirectory(prefix="banshi-nodes-") as folder, machines():
        place = Path(folder)
        place.chmod(0o755)
        cluster = Cluster(place)
        cluster.begin()
        progress("a sample bureau on the cluster")
        inside("web", place, "-m", "banshi.config.cli", "demo", "--load-only", "--cases", "6")
        rows = [
            _failover(cluster, "the primary's machine is cut off and killed", cluster.cut, quick),
            _failover(cluster, "the primary's server is killed", cluster.kill_server, quick),
        ]
    columns = ("what", "acts", "errors", "silent s", "lost", "twice", "entries", "faults", "replica again s")
    yield Table("Q: the primary is lost under load", columns, rows, f"0 lost, back within {WITHIN:.0f} s")


def _failover(cluster: "Cluster", what: str, harm: Callable[[str], None], quick: bool) -> tuple:
    progress(what)
    journal = cluster.place / "journal"
    journal.unlink(missing_ok=True)
    span = 45 if quick else 90
    writing = [
        start("web", cluster.place, "-m", "soak.inside_nodes", str(span), str(journal)) for _ in range(2)
    ]
    time.sleep(10)
    former = cluster.primary()
    harm(former)
    for process in writing:
        if process.wait(span + 60):
            raise AssertionError("the journal client failed")
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    done = sorted(line["at"] for line in lines if "case" in line)
    silent = max(later - earlier for earlier, later in pairwise(done))
    begun = time.monotonic()
    cluster.mend(former)
    cluster.await_pair()
    mended = time.monotonic() - begun
    (cluster.place / "acked").write_text(json.dumps([line["case"] for line in lines if "case" in line]))
    found = json.loads(
        inside("web", cluster.place, "-m", "soak.inside_nodes", "check", str(cluster.place / "acked"))
    )
    errors = sum("error" in line for line in lines)
    if found["lost"] or found["faults"] or silent > WITHIN:
        raise AssertionError(f"{what}: {found}, silent {silent:.1f} s")
    figures = (found["lost"], found["twice"], found["entries"], found["faults"])
    return (what, len(done), errors, round(silent, 1), *figures, round(mended, 1))


class Cluster:
    """What runs in the namespaces; its files are in a folder that goes with it."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def begin(self) -> None:
        """etcd on three, PostgreSQL under Patroni on two, HAProxy beside the product."""
        for node in ("n1", "n2", "n3"):
            self._etcd(node)
        for node in ("n1", "n2"):
            self._patroni(node)
        shutil.copy(SAMPLES / "haproxy.cfg", self.place / "haproxy.cfg")
        launch("web", self.place / "haproxy.log", "haproxy", "-db", "-f", str(self.place / "haproxy.cfg"))
        self.await_pair()

    def _etcd(self, node: str) -> None:
        text = (SAMPLES / "etcd.env").read_text().replace("NODE", node).replace("ADDRESS", NODES[node])
        named = dict(line.split("=", 1) for line in text.splitlines() if line and line[0] != "#")
        data = _folder(self.place / f"{node}-etcd")
        named |= {"ETCD_DATA_DIR": str(data), "ETCD_LOG_LEVEL": "error"}
        launch(node, self.place / f"{node}-etcd.log", *AS_POSTGRES, "etcd", named=named)

    def _patroni(self, node: str) -> None:
        text = (SAMPLES / "patroni.yml").read_text().replace("NODE", node).replace("ADDRESS", NODES[node])
        text = text.replace("CHANGE-ME-TOO", "secret").replace("CHANGE-ME", "secret")
        home = _folder(self.place / node)
        text = text.replace("/var/lib/postgresql/15/banshi", str(home / "data"))
        text += f"  parameters:\n    unix_socket_directories: {home}\n  pgpass: {home}/pgpass\n"
        config = self.place / f"{node}.yml"
        config.write_text(text)
        launch(node, self.place / f"{node}.log", *AS_POSTGRES, "patroni", str(config))

    def primary(self) -> str:
        """Which machine has the primary now."""
        return next((m["name"] for m in self._members() if m["role"] == "leader"), "")

    def await_pair(self) -> None:
        """Wait until a primary has a synchronous replica and HAProxy has found it."""
        for _turn in range(360):
            roles = {m["role"] for m in self._members() if m["state"] in {"running", "streaming"}}
            if roles >= {"leader", "sync_standby"} and _answers():
                return
            time.sleep(0.5)
        logs = "\n".join((self.place / f"{node}.log").read_text()[-1500:] for node in ("n1", "n2"))
        raise AssertionError(f"no pair: {self._members()}\n{logs}")

    def _members(self) -> list[dict[str, str]]:
        for node in ("n1", "n2"):
            asked = ["curl", "-s", "-m", "1", f"http://{NODES[node]}:8008/cluster"]
            done = subprocess.run(in_namespace("web", *asked), capture_output=True, text=True, check=False)
            with suppress(ValueError, KeyError):
                return list(json.loads(done.stdout)["members"])
        return []

    def cut(self, node: str) -> None:
        """The power fails: no process and no network."""
        ip("-n", PREFIX + node, "link", "set", "eth0", "down")
        kill_all(node)

    def kill_server(self, node: str) -> None:
        """PostgreSQL alone is killed; Patroni lives."""
        pid = int((self.place / node / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)

    def mend(self, node: str) -> None:
        """The machine comes back, if it was gone."""
        ip("-n", PREFIX + node, "link", "set", "eth0", "up")
        if not pids(node):
            self._etcd(node)
            self._patroni(node)


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, exist_ok=True)
    shutil.chown(path, "postgres", "postgres")
    return path


def _answers() -> bool:
    asked = ["psql", URL, "-Atc", "SELECT NOT pg_is_in_recovery()"]
    return (
        subprocess.run(in_namespace("web", *asked), capture_output=True, text=True, check=False).stdout
        == "t\n"
    )


@contextmanager
def machines() -> Iterator[None]:
    """A namespace for each machine and one for the switch between them; gone afterwards with all that runs there."""
    try:
        ip("netns", "add", f"{PREFIX}switch")
        ip("-n", f"{PREFIX}switch", "link", "add", "br0", "type", "bridge")
        ip("-n", f"{PREFIX}switch", "link", "set", "br0", "up")
        for node, address in NODES.items():
            ip("netns", "add", PREFIX + node)
            ends = (
                "eth0",
                "netns",
                PREFIX + node,
                "type",
                "veth",
                "peer",
                "name",
                node,
                "netns",
                f"{PREFIX}switch",
            )
            ip("link", "add", *ends)
            ip("-n", f"{PREFIX}switch", "link", "set", node, "master", "br0", "up")
            ip("-n", PREFIX + node, "addr", "add", f"{address}/24", "dev", "eth0")
            for device in ("lo", "eth0"):
                ip("-n", PREFIX + node, "link", "set", device, "up")
        yield
    finally:
        for node in (*NODES, "switch"):
            kill_all(node)
            subprocess.run(["ip", "netns", "del", PREFIX + node], capture_output=True, check=False)


def ip(*arguments: str) -> None:
    """One command of iproute2."""
    subprocess.run(["ip", *arguments], check=True)


def pids(node: str) -> list[int]:
    """The processes of a machine."""
    done = subprocess.run(["ip", "netns", "pids", PREFIX + node], capture_output=True, text=True, check=False)
    return [int(pid) for pid in done.stdout.split()]


def kill_all(node: str) -> None:
    """Everything that runs on a machine is gone at once."""
    for _turn in range(20):
        running = pids(node)
        for pid in running:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not running:
            return
        time.sleep(0.1)


def in_namespace(node: str, *command: str) -> list[str]:
    """A command as it runs on a machine."""
    return ["ip", "netns", "exec", PREFIX + node, *command]


def launch(node: str, log: Path, *command: str, named: dict[str, str] | None = None) -> None:
    """Start a service on a machine."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | (
        named or {}
    )
    nothing = subprocess.DEVNULL
    with log.open("ab") as out:
        subprocess.Popen(in_namespace(node, *command), stdout=out, stderr=out, stdin=nothing, env=given)


def start(node: str, place: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start Python with the product on a machine."""
    named = {"BANSHI_ENV": "demo", "DATABASE_URL": URL, "BANSHI_DATA": str(place / "data")}
    command = in_namespace(node, sys.executable, *arguments)
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | named, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def inside(node: str, place: Path, *arguments: str) -> str:
    """Run it to its end; the last line it printed."""
    process = start(node, place, *arguments)
    out, err = process.communicate(timeout=900)
    if process.returncode:
        raise AssertionError(err[-2000:])
    return out.splitlines()[-1] if out else ""


if __name__ == "__main__":
    run(main)
