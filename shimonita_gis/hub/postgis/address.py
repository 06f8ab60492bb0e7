"""Where a hub on a server is: one line of text in libpq's own form, without a password.

``postgresql://yamada@db.town.lan:5432/gis?schema=hub&sslmode=require&authcfg=ab12cd3`` names the server, the database
and the schema that holds the hub. User and password may lie in QGIS's authentication store under ``authcfg``; the
outer rooms look them up there and tell :func:`remember`, which keeps them in this process only.
"""

import ipaddress
import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from shimonita_gis.errors import InputError

SCHEME = "postgresql://"
DEFAULT_SCHEMA = "shimonita"
DEFAULT_PORT = 5432
REQUIRE = "require"
_ENCRYPTED = (REQUIRE, "verify-ca", "verify-full")
_MODES = ("disable", "allow", "prefer", *_ENCRYPTED)
_PARTS = ("schema", "sslmode", "authcfg", "sslrootcert")
_NO_ADDRESS = (  # translatable
    "{address} is not the address of a hub. Write it as 'postgresql://HOST/DATABASE?schema=SCHEMA', or copy it from "
    "what 'Move hub to PostGIS' told."
)
_UNKNOWN_PART = (  # translatable
    "The address {address} has a part '{name}' that says nothing about a hub. It may have: {names}."
)
_OTHER_SCHEME = (  # translatable
    "{address} begins with '{scheme}', which is no hub. The address of a hub on a server begins with 'postgresql://'."
)
_MEANT = re.compile(r"(postgres(ql)?:|[a-z][a-z0-9+.-]+://)", re.IGNORECASE)  # a drive has one letter
_SCHEMES = ("postgresql", "postgres")
_LOGIN = re.compile(r"(:/*).*@", re.DOTALL)
_secrets = {}


@dataclass(frozen=True)
class Address:
    """``host`` is a name, a number or the folder of a Unix socket; ``authcfg`` an id in QGIS's authentication store;
    ``sslrootcert`` the path of the certificate that signed the server's, for ``verify-ca`` and ``verify-full``."""

    host: str
    database: str
    port: int = DEFAULT_PORT
    user: str = ""
    schema: str = DEFAULT_SCHEMA
    sslmode: str = ""
    authcfg: str = ""
    sslrootcert: str = ""

    def __post_init__(self):
        object.__setattr__(self, "sslmode", self.sslmode or ("prefer" if self.local else REQUIRE))
        if self.sslmode not in _MODES:
            raise InputError(
                "{mode} is not a way to encrypt a connection. Choose one of {modes}.",
                mode=self.sslmode, modes=", ".join(_MODES),
            )  # fmt: skip
        if not (self.local or self.sslmode in _ENCRYPTED):
            raise InputError(
                "The connection to {host} would not be encrypted. Set SSL mode 'require' in the connection, and switch "
                "TLS on at the server.", host=self.host,
            )  # fmt: skip

    @property
    def local(self):
        """Whether nothing leaves this PC on the way to the server."""
        if self.host.startswith("/") or self.host in ("", "localhost"):
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self):
        user = quote(self.user, safe="") + "@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        said = {
            "schema": self.schema,
            "sslmode": self.sslmode,
            "authcfg": self.authcfg,
            "sslrootcert": self.sslrootcert,
        }
        options = urlencode({name: value for name, value in said.items() if value}, quote_via=quote)
        return f"{SCHEME}{user}{host}:{self.port}/{quote(self.database, safe='')}?{options}"

    @property
    def told(self):
        """What a person reads: schema, database and host."""
        return f"{self.schema} ({self.database}, {self.host or 'localhost'})"


def is_address(place):
    """Whether ``place`` is meant as the address of a hub on a server, even a mistyped one, and not as a folder."""
    return bool(_MEANT.match(str(place).strip()))


def shown(place):
    """``place`` as it may be shown, logged and kept: without what stands before an @, and without the options of an
    address that holds a password among them."""
    if not is_address(place):
        return str(place)
    place, _, options = str(place).strip().partition("?")
    place = _LOGIN.sub(r"\1…@", place)
    return f"{place}?{options}" if options and all(name in _PARTS for name, _ in parse_qsl(options)) else place


def parse(text):
    """The Address in ``text``. Raises InputError where it is none, or carries a password."""
    text = str(text).strip()
    try:
        parts = urlsplit(text)
        port = parts.port or DEFAULT_PORT
    except ValueError as error:
        raise InputError(_NO_ADDRESS, address=shown(text)) from error
    options = dict(parse_qsl(parts.query))
    if parts.password or "password" in options:
        raise InputError(
            "The address of the hub carries a password, which everybody could read. Take it out: 'Hub on a server…' in "
            "the first steps and in the options lets you choose user and password from QGIS's authentication store."
        )
    if not _MEANT.match(text) or "://" not in text:
        raise InputError(_NO_ADDRESS, address=shown(text))
    if parts.scheme not in _SCHEMES:
        raise InputError(_OTHER_SCHEME, address=shown(text), scheme=f"{parts.scheme}://")
    for name in options:
        if name not in _PARTS:  # a mistyped schema would lead to another hub
            raise InputError(_UNKNOWN_PART, address=shown(text), name=name, names=", ".join(_PARTS))
    host = unquote(parts.netloc.rpartition("@")[2])
    host = host.rpartition(":")[0] if parts.port else host
    address = Address(
        host.strip("[]"), unquote(parts.path.lstrip("/")), port, unquote(parts.username or ""), **options
    )  # fmt: skip
    if not address.database:
        raise InputError(
            "The address {address} names no database. Write '/DATABASE' after the host.", address=shown(text)
        )
    return address


def name_of(place):
    """What a person reads for a folder, a work copy or an address; a mistyped one as :func:`shown` says."""
    if not is_address(place):
        return Path(place).name.removesuffix(".gpkg")
    try:
        return parse(place).told
    except InputError:
        return shown(place)


def remember(authcfg, user, password):
    """Keeps the user and password of ``authcfg`` for this process; they are never written anywhere."""
    _secrets[authcfg] = (user, password)


def secrets():
    """authcfg -> (user, password), for a child process, which gets them through its standard input."""
    return dict(_secrets)


def with_secret(address):
    """(Address with its user, password or None)."""
    if address.authcfg not in _secrets:
        return address, None
    user, password = _secrets[address.authcfg]
    return replace(address, user=user or address.user), password
