"""Password hashing that cannot be used to exhaust the machine."""

import unicodedata
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# One hash takes 100 MiB: two at a time for each process, the others wait their turn.
_turns = BoundedSemaphore(2)


class BoundedArgon2(Argon2PasswordHasher):
    """Argon2 with a bound on parallel hashes.

    Two keyboards may send the same Kazakh letter in two ways; both are the same password.
    """

    def encode(self, password: str, salt: str) -> str:
        """Hash, waiting for a turn."""
        with _turns:
            return str(super().encode(_same(password), salt))

    def verify(self, password: str, encoded: str) -> bool:
        """Verify, waiting for a turn."""
        with _turns:
            return bool(super().verify(_same(password), encoded))

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Argon2 needs no hardening of its run time."""


def _same(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
