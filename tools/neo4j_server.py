"""A real Neo4j server where Docker is not to be had; needs Java, Unix and (once) Maven."""

import argparse
import ctypes
import fcntl
import json
import os
import re
import secrets
import shutil
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen, run
from tempfile import TemporaryDirectory
from typing import IO, ClassVar, Self

POM = Path(__file__).with_name("neo4j-pom.xml")
VERSION = POM.read_text(encoding="utf-8").split("<neo4j.version>")[1].split("<")[0]
CACHE_HOME = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
CACHE = CACHE_HOME / "sanctionsgraph" / f"neo4j-{VERSION}"
SHELL_POM = Path(__file__).with_name("cypher-shell-pom.xml")
SHELL_VERSION = SHELL_POM.read_text(encoding="utf-8").split("<shell.version>")[1].split("<")[0]
SHELL_CACHE = CACHE.with_name(f"cypher-shell-{SHELL_VERSION}")
JAVA_HOME = os.environ.get("JAVA_HOME")
JAVA = f"{JAVA_HOME}/bin/java" if JAVA_HOME else "java"
HOST = "127.0.0.1"
# A busy machine takes minutes; a server that ends is noticed at once.
START_TIMEOUT, STOP_TIMEOUT = 300.0, 20.0
# The C1 compiler alone starts sooner, and is slower once warm.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
OPENS = tuple(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in PACKAGES)
# Without the last line a stop takes ten seconds more.
CONF = """\
server.default_listen_address={host}
server.bolt.listen_address={host}:{bolt_port}
server.http.enabled={http}
server.http.listen_address={host}:{http_port}
server.memory.heap.max_size={heap}
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""
LIBC = ctypes.CDLL(None)


class Neo4jError(RuntimeError):
    """Something to tell in one message, not as a traceback."""


class MissingError(Neo4jError):
    """No Java or Maven: told apart, so that a caller can skip instead of fail."""


def say(text: str) -> None:
    """Progress goes to stderr: stdout belongs to `env` and to CMD."""
    print(f"neo4j: {text}", file=sys.stderr, flush=True)


def missing() -> str | None:
    """What this machine lacks, for people to read; Maven counts only if jars are to be fetched."""
    if shutil.which(JAVA) is None:
        return "java not found: Java 17 or newer is needed (on PATH or in JAVA_HOME)"
    told = run([JAVA, "-version"], capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', told)
    if found is None or int(found[1]) < 17:
        return f"java is too old: 17 or newer is needed, {JAVA} says {told.strip()[:60]!r}"
    if not CACHE.is_dir() and shutil.which("mvn") is None:
        return "mvn not found: Maven is needed to fetch the server's jars"
    return None


def _tie() -> None:
    """In a child before exec: killed when its parent dies (Linux), spared the parent's Ctrl-C."""
    os.setsid()
    if sys.platform == "linux":
        LIBC.prctl(1, signal.SIGKILL)  # 1 is PR_SET_PDEATHSIG.


def _call(command: Sequence[str], purpose: str, **env: str) -> None:
    env = os.environ | env
    done = run(command, env=env, capture_output=True, text=True, preexec_fn=_tie)
    if done.returncode:
        tail = (done.stdout + done.stderr).splitlines()[-25:]
        raise Neo4jError("\n".join([f"{purpose} failed:", *tail]))


def fetch(cache: Path = CACHE, pom: Path = POM) -> Path:
    """The jars, in `cache`, which appears only when complete, whoever else fetches meanwhile."""
    if cache.is_dir():
        return cache
    cache.parent.mkdir(parents=True, exist_ok=True)
    # The lock is for Maven too, whose local repository does not bear two writers.
    with Path(f"{cache}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if cache.is_dir():
            return cache
        part = Path(f"{cache}.part")
        shutil.rmtree(part, ignore_errors=True)  # A killed fetch leaves one.
        say(f"fetching {cache.name} with mvn (once, {'about 120' if pom == POM else '43'} MB)")
        began = time.monotonic()
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime"]
        _call(["mvn", "-B", "-q", "-f", str(pom), *goal, f"-DoutputDirectory={part}"], "mvn")
        part.rename(cache)
        say(f"fetched {len(list(cache.iterdir()))} jars in {time.monotonic() - began:.1f} s")
    return cache


def _free(port: int) -> int:
    """The port, or any for 0: that it is taken is better known now than after a JVM's start."""
    with socket.create_server((HOST, port)) as sock:
        return int(sock.getsockname()[1])


@dataclass
class Server:
    """One server and its files; a `tied` one dies with the thread that started it."""

    home: Path
    bolt_port: int = 0
    http_port: int | None = None
    heap: str = "512m"
    tied: bool = True
    password: str = field(default="", repr=False)
    #: Further lines of its configuration.
    settings: tuple[str, ...] = ()
    #: Whether a tied one is soon over: the C1 compiler alone starts sooner, and is slower once warm.
    brief: bool = True
    pid: int = field(default=0, init=False)
    user: ClassVar[str] = "neo4j"

    def __post_init__(self) -> None:
        self.home = self.home.absolute()
        self._state, self._secret = self.home / "server.json", self.home / "password"
        self._log, self._console = self.home / "logs" / "neo4j.log", self.home / "console.log"
        self.process: Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Where drivers connect."""
        return f"bolt://{HOST}:{self.bolt_port}"

    def environment(self) -> dict[str, str]:
        """What tests and tools look for."""
        return {"NEO4J_URI": self.uri, "NEO4J_USER": self.user, "NEO4J_PASSWORD": self.password}

    def running(self) -> bool:
        """By a lock that the JVM inherits: unlike a pid it cannot be stale."""
        with suppress(FileNotFoundError), self._state.open() as state:
            try:
                fcntl.flock(state, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def attach(self) -> bool:
        """Learns from the home about a server that another process started; says if it runs."""
        with suppress(FileNotFoundError, json.JSONDecodeError):
            vars(self).update(json.loads(self._state.read_text()))
            self.password = self._secret.read_text().strip()
        return self.running()

    def start(self) -> Self:
        """Returns once Bolt answers; whatever stops it earlier leaves no server behind."""
        if lack := missing():
            raise MissingError(lack)
        jars, began = fetch(), time.monotonic()
        if self.running():
            raise Neo4jError(f"already running in {self.home}")
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        (self.home / ".gitignore").write_text("*\n")
        with self._state.open("a") as state:
            fcntl.flock(state, fcntl.LOCK_EX | fcntl.LOCK_NB)
            state.truncate(0)
            self._prepare(jars)
            try:
                self._launch(jars, state)
            except BaseException:
                self.stop()
                raise
        say(f"started at {self.uri} in {time.monotonic() - began:.1f} s")
        return self

    def _prepare(self, jars: Path) -> None:
        self.bolt_port = _free(self.bolt_port)
        self.http_port = None if self.http_port is None else _free(self.http_port)
        http = {"http": self.http_port is not None, "http_port": self.http_port or 0}
        conf = CONF.format_map({"host": HOST} | vars(self) | http)
        (self.home / "conf" / "neo4j.conf").write_text(conf + "".join(f"{line}\n" for line in self.settings))
        if (self.home / "data" / "databases" / "system").exists():
            self.password = self._secret.read_text().strip()
            return
        self.password = self.password or secrets.token_hex(16)
        self._secret.touch(mode=0o600)
        self._secret.write_text(f"{self.password}\n")
        # An @file, because every user of the machine can see the arguments.
        admin = ["org.neo4j.cli.AdminTool", "dbms", "set-initial-password", f"@{self._secret}"]
        homes = {"NEO4J_HOME": f"{self.home}", "NEO4J_CONF": f"{self.home}/conf"}
        _call([JAVA, *QUICK, "-cp", f"{jars}/*", *admin], "setting the password", **homes)

    def _launch(self, jars: Path, state: IO[str]) -> None:
        self._log.unlink(missing_ok=True)
        command = [JAVA, *QUICK[not (self.tied and self.brief) :], f"-Xmx{self.heap}", *OPENS, "-cp", f"{jars}/*"]
        command += ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={self.home}"]
        command += [f"--config-dir={self.home}/conf"]
        tie, fds = _tie if self.tied else os.setsid, [state.fileno()]
        with state, self._console.open("wb") as out:  # Afterwards the JVM alone has the lock.
            self.process = Popen(command, stdout=out, stderr=out, pass_fds=fds, preexec_fn=tie)
            self.pid = self.process.pid
            json.dump({key: vars(self)[key] for key in ("pid", "bolt_port", "http_port")}, state)
        deadline = time.monotonic() + START_TIMEOUT
        while self.process.poll() is None and time.monotonic() < deadline:
            # The log first: who listens on the port could be some other server.
            if self._log.exists() and " Started." in self._log.read_text():
                with suppress(OSError), socket.create_connection((HOST, self.bolt_port), 2):
                    return
            time.sleep(0.05)
        code = self.process.poll()
        told = ["did not answer in time" if code is None else f"ended with code {code}"]
        for path in filter(Path.exists, (self._log, self._console)):
            told += path.read_text().splitlines()[-25:]
        raise Neo4jError("the server " + "\n".join(told))

    def stop(self, *_: object) -> None:
        """Harmless if nothing runs."""
        if self.running() and not self.pid:
            raise Neo4jError(f"a start is under way in {self.home}: try again")
        for number in (signal.SIGTERM, signal.SIGKILL):
            deadline = time.monotonic() + STOP_TIMEOUT
            if self.running():
                with suppress(ProcessLookupError):
                    os.killpg(self.pid, number)
            while self.running() and time.monotonic() < deadline:
                time.sleep(0.02)
        if self.process is not None:
            self.process.wait()

    __enter__, __exit__ = start, stop


def throw_away(command: Sequence[str], heap: str) -> int:
    """CMD's own exit code, or as shells have it 127 (no such command) and 128 + signal."""
    if shutil.which(command[0]) is None:
        say(f"{command[0]}: command not found")
        return 127
    with TemporaryDirectory(prefix="neo4j-") as home, Server(Path(home), heap=heap) as server:
        child = Popen(command, env=os.environ | server.environment())
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, _: child.send_signal(number))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # A terminal sends it to CMD as well.
        code = child.wait()
    return code if code >= 0 else 128 - code


def main(argv: Sequence[str]) -> int:
    """Splits at the first `--` by hand: argparse would also eat those that belong to CMD."""
    cut = argv.index("--") if "--" in argv else len(argv)
    command = argv[cut + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, epilog="run ends with: -- CMD...")
    parser.add_argument("action", choices=("start", "stop", "status", "env", "run"))
    parser.add_argument("--home", type=Path, default=Path(".neo4j"), help="not for run")
    parser.add_argument("--bolt-port", type=int, default=7687, metavar="N", help="for start")
    parser.add_argument("--http-port", type=int, default=7474, metavar="N", help="for start")
    parser.add_argument("--heap", default="512m", help="for start and run")
    parser.add_argument("--foreground", action="store_true", help="start, and stop with Ctrl-C")
    args = parser.parse_args(argv[:cut])
    if (args.action == "run") != bool(command):
        parser.error("run, and nothing else, takes `-- CMD...`")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # As under nohup.
            signal.signal(number, lambda number, _: sys.exit(128 + number))
    if args.action == "run":
        return throw_away(command, args.heap)
    server = Server(args.home, args.bolt_port, args.http_port, args.heap, args.foreground)
    if args.action == "start":
        server.start()
        try:
            return server.process.wait() if args.foreground and server.process else 0
        finally:
            if args.foreground and server.process and server.process.poll() is None:
                server.stop()
    running = server.attach()
    if args.action == "stop":
        server.stop()
        say("stopped" if running else "was not running")
    elif not running:
        say("not running")
    elif args.action == "status":
        print(f"running: pid {server.pid}, {server.uri}, http://{HOST}:{server.http_port}")
    else:
        print(*(f"{key}={value}" for key, value in server.environment().items()), sep="\n")
    return 0 if running or args.action == "stop" else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (Neo4jError, OSError, OverflowError) as error:
        say(str(error))
        sys.exit(3 if isinstance(error, MissingError) else 1)
