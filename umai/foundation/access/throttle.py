"""What the throttle keeps of a visitor: keyed hashes, so that a copy of its table names nobody."""

import base64
import hashlib
import hmac
import ipaddress

from allauth.core.internal import ratelimit
from django.http import HttpRequest

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


def may_try(request: HttpRequest, act: str, rates: str, *, reading: bool = False) -> bool:
    """Whether this line may try something again; the try is counted as those of the sign-in are.

    `rates` is written as the library does: `10/5m/ip,60/d/ip`. The library lets every GET pass;
    `reading` counts it too, where an address itself is the key.
    """
    tried = ratelimit.consume(
        request, app="umai", action=act, config={act: rates}, limit_get=reading
    )
    return tried is not None
