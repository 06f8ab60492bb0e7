"""A PostgreSQL server with PostGIS of the tests' own: in a private folder, on a socket there and a free loopback port,
started when the first test asks for it and stopped after the last."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

SUPERUSER = "town"
PASSWORD = "only for tests"
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGPASSWORD": PASSWORD}


class Server:
    """``folder`` holds everything; ``port`` is of this machine's loopback. PostgreSQL refuses to run as root: then it
    runs as the system's user ``postgres``."""

    def __init__(self, folder=None):
        self.folder = Path(folder or tempfile.mkdtemp(prefix="shimonita-server-", dir="/tmp"))
        self.data = self.folder / "data"
        self.port = _free_port()
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.own(self.folder)

    def make(self):
        password = self.folder / "password"
        password.write_text(PASSWORD)
        self.own(password)
        self.run("initdb", "-D", self.data, "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256",
                 f"--pwfile={password}", "--no-sync")  # fmt: skip
        return self

    def let_in(self, address):
        """Lets everybody with a password in from ``address``."""
        with (self.data / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {address}/32 scram-sha-256\n")
        return self

    def certificate(self):
        """Settings that encrypt connections, by a certificate that the server signs itself."""
        key, certificate = self.folder / "server.key", self.folder / "server.crt"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=tests",
             "-keyout", key, "-out", certificate], check=True, capture_output=True,
        )  # fmt: skip
        self.own(key)
        self.own(certificate)
        return (("ssl", "on"), ("ssl_key_file", str(key)), ("ssl_cert_file", str(certificate)))

    def start(self, *options):
        settings = {
            "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder),
            "fsync": "off", "shared_buffers": "256MB", "max_wal_size": "2GB", "max_connections": "60",
        }  # fmt: skip
        told = [part for name, value in [*settings.items(), *options] for part in ("-c", f"{name}={value}")]
        # it ends with the tests, also where these are killed
        command = ["setpriv", "--pdeathsig", "INT", *self._as_user(), _programs() / "postgres", "-D", self.data, *told]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                list(map(str, command)), stdout=log, stderr=log, cwd=self.folder, env=_ENVIRONMENT
            )
        end = time.monotonic() + 120
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.1)
        return self

    def _answers(self):
        import psycopg2

        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _as_user(self):
        return ["--reuid", self.user, "--regid", self.user, "--clear-groups"] if os.getuid() == 0 else []

    def stop(self, how="fast"):
        self.run("pg_ctl", "-D", self.data, "-w", "-t", "120", "-m", how, "stop")
        self.process.wait()

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *arguments):
        command = [str(_programs() / program), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["setpriv", *self._as_user(), *command]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder,
            env=_ENVIRONMENT, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}")
        return done.stdout

    def own(self, path):
        """Gives ``path`` to the user that the server runs as."""
        if os.getuid() == 0:
            shutil.chown(path, self.user, self.user)
        path.chmod(0o700 if path.is_dir() else 0o600)

    # --- databases

    def connect(self, database="postgres", user=SUPERUSER, password=PASSWORD):
        import psycopg2

        connection = psycopg2.connect(
            host="127.0.0.1", port=self.port, dbname=database, user=user, password=password
        )  # fmt: skip
        connection.autocommit = True
        return connection

    @staticmethod
    def errors():
        import psycopg2

        return psycopg2.Error

    def execute(self, statement, database="postgres"):
        with contextlib.closing(self.connect(database)) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None

    def database(self, name, postgis=True):
        """Makes a database; from a template, since PostGIS itself takes a second to make."""
        if postgis and not self.execute("SELECT 1 FROM pg_database WHERE datname = 'with_postgis'"):
            self.execute("CREATE DATABASE with_postgis")
            self.execute("CREATE EXTENSION postgis", "with_postgis")
        self.execute(f'CREATE DATABASE "{name}"' + (" TEMPLATE with_postgis" if postgis else ""))
        return name

    def account(self, name):
        """Lets ``name`` log in, with the password of all tests."""
        if not self.execute(f"SELECT 1 FROM pg_roles WHERE rolname = '{name}'"):
            self.execute(f"CREATE ROLE \"{name}\" LOGIN PASSWORD '{PASSWORD}'")

    def address(self, database, authcfg="tests", **options):
        from shimonita_gis.hub.postgis.address import Address, remember

        remember("tests", SUPERUSER, PASSWORD)
        return str(Address("127.0.0.1", database, self.port, authcfg=authcfg, **options))


def address_in_the_network():
    """This machine's own address in its network, by which it can reach itself; '' where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            return ""
        address = probe.getsockname()[0]
    return "" if address.startswith("127.") else address


def _programs():
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
