"""What is typed at the door: the library's forms in our words and our look.

The library has no Kazakh, so every label, hint and mistake that can appear is said here.
"""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from umai.foundation.access import adapters, events, rules
from umai.foundation.kernel.actor import NOBODY
from umai.foundation.ui import widgets

CODE_LIVES = 120  # seconds; a code is good for its own half minute and the ones beside it
PASSWORD = _("Password")
WHOLE_ADDRESS = _("Write the whole address, like name@example.org. You wrote %(value)s.")
NOT_TEXT = _("There is a sign in it that is no text. Type it again by hand.")
NAME_OF_KEY = _("Name of the key")
NO_KEY = _(
    "No key answered. Plug it in or unlock the device, then try again; with scripts switched off"
    " keys do not work."
)


def dress(form: forms.Form, name: str, label: Any, hint: Any = "", missing: Any = "") -> None:
    """Give a field of the library our label, hint, mistake and look."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["class"] = "input"
    field.error_messages["null_characters_not_allowed"] = NOT_TEXT
    if missing:
        field.error_messages["required"] = missing


def dress_key(form: forms.Form) -> None:
    """What is said when the browser sent no answer of a key."""
    words = {"required": NO_KEY, "invalid": NO_KEY}
    form.fields["credential"].error_messages.update(words)


class SignInForm(LoginForm):  # type: ignore[misc]  # the library is untyped
    """Address and password; a person who is kept out is told the same as one who is not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, "login", _("E-mail"), missing=_("Write your e-mail address."))
        self.fields["login"].widget.attrs.update(autocomplete="username", inputmode="email")
        self.fields["login"].error_messages["invalid"] = WHOLE_ADDRESS
        forgotten = _("Forgotten? Your administrator gives you a new one to start with.")
        dress(self, "password", PASSWORD, forgotten, _("Write your password."))

    def _login_with_password(self, request: Any, redirect_url: Any, credentials: Any) -> Any:
        """The session remembers that there was a password, not whose."""
        self._login.email = None
        return super()._login_with_password(request, redirect_url, {"password": ""})


class PasswordAgain(PasswordAgainForm):  # type: ignore[misc]  # the library is untyped
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, "password", PASSWORD, missing=_("Write your password."))


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # the library is untyped
    """A password of one's own: long, and nothing else is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = _("Write your present password.")
        start = self.user.must_change_password
        present = _("Start password") if start else _("Present password")
        dress(self, "oldpassword", present, missing=missing)
        hint = rules.PasswordRule().get_help_text()
        dress(self, "password1", _("New password"), hint, _("Write a new password."))
        again = _("Write the new password once more.")
        dress(self, "password2", _("New password, once more"), missing=again)

    def clean(self) -> Any:
        """Both must be the same, and not the present one."""
        cleaned = forms.Form.clean(self) or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two are not the same. Write the same twice."))
        if first and first == cleaned.get("oldpassword"):
            self.add_error("password1", _("This is the present one. Think of another."))
        return cleaned


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # the library is untyped
    """A code of the app, or one of the recovery codes, after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Six digits of the app on your telephone, or one of your recovery codes")
        dress(self, "code", _("One-time code"), hint, _("Write the code."))
        self.fields["code"].widget.attrs.update(inputmode="numeric", autofocus="")

    def clean_code(self) -> str:
        """A code is good once; one that does not fit is written down."""
        try:
            code = str(super().clean_code())
            return once(self.user, self.authenticator, code)
        except forms.ValidationError:
            who = adapters.as_actor(self.user)
            facts = {"known": True, "way": "code"}
            adapters.tell_later(context.request, who, events.SIGN_IN_FAILED, facts)
            raise


class CodeAgain(ReauthenticateForm):  # type: ignore[misc]  # the library is untyped
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Six digits of the app on your telephone, or one of your recovery codes")
        dress(self, "code", _("One-time code"), hint, _("Write the code."))
        self.fields["code"].widget.attrs.update(inputmode="numeric")

    def clean_code(self) -> str:
        """A code is good once."""
        code = str(super().clean_code())
        return once(self.user, self.authenticator, code)


def once(person: Any, authenticator: Any, code: str) -> str:
    """The code, unless it was used within the time it is good for."""
    if authenticator.type == Authenticator.Type.TOTP:
        mark = f"code used {person.pk} {normalize_user_code(code)}"
        if not cache.add(mark, "y", timeout=CODE_LIVES):
            raise forms.ValidationError(_("This code was used already. Wait for the next one."))
    return code


class AddAppForm(ActivateTOTPForm):  # type: ignore[misc]  # the library is untyped
    """The first code of a new app shows that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Six digits; a new code comes every half minute")
        dress(self, "code", _("Code that the app shows"), hint, _("Write the code."))
        self.fields["code"].widget.attrs.update(inputmode="numeric")


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the library is untyped
    """A key: of this device, of the telephone, or a stick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, "name", NAME_OF_KEY, _("So that you know it again, such as: blue stick"))
        alone = self.fields["passwordless"]
        alone.widget = widgets.Toggle()
        alone.initial = True
        alone.label = _("Sign in with this key alone, without the password")
        alone.help_text = _("It then asks for your finger, face or PIN. Most devices can do this.")
        dress_key(self)


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # the library is untyped
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, "name", NAME_OF_KEY, missing=_("Write a name."))


class KeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]  # the library is untyped
    """A key alone, instead of address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress_key(self)

    def clean_credential(self) -> Any:
        """A key that does not fit is written down, without saying whose it claims to be."""
        try:
            return super().clean_credential()
        except forms.ValidationError:
            facts = {"known": False, "way": "key"}
            adapters.tell_later(context.request, NOBODY, events.SIGN_IN_FAILED, facts)
            raise forms.ValidationError(
                _("This key does not open anything here. Sign in with your password instead.")
            ) from None


class KeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]  # the library is untyped
    """A key as the second factor, after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress_key(self)


class KeyAgain(ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the library is untyped
    """A key once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress_key(self)
