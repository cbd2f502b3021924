"""What the throttle keeps of a visitor: keyed hashes, so that a copy of its table names nobody."""

import base64
import hashlib
import hmac
import ipaddress

from umai.foundation.vault import ring


def make_key(key: str, key_prefix: str, version: int) -> str:
    """The key under which the cache keeps a counter: a keyed hash of what it counts.

    The sign-in library builds keys of network addresses and of hashes of e-mail addresses that
    anybody could guess; neither can be read back from what is stored here.
    """
    words = f"{key_prefix}:{version}:{key}".encode()
    seal = hmac.new(ring.derived("throttle"), words, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(seal).decode()


def neighbourhood(address: str) -> str:
    """A network address as the throttle counts it: IPv6 by its /64, where one line begins."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6:
        return str(ipaddress.ip_network(f"{found}/64", strict=False).network_address)
    return str(found)
