"""Every setting, in one file, read once from the environment. Secure unless told it is a
demonstration.
"""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from umai.config import env, server

ROOT = Path(__file__).resolve().parents[2]
UMAI_DATA = server.data_folder()
UMAI_KEYS = server.keys_folder()
UMAI_DEMO = env.flag("UMAI_DEMO")
DEBUG = env.flag("UMAI_DEBUG")
UMAI_GALLERY = DEBUG or UMAI_DEMO
SECRET_FILE = UMAI_KEYS / "django-secret"
# Without a key folder (linters, type checkers) a secret that dies with the process is enough.
SECRET_KEY = SECRET_FILE.read_text() if SECRET_FILE.is_file() else secrets.token_urlsafe(48)
ALLOWED_HOSTS = env.words("UMAI_HOSTS", "localhost,127.0.0.1,[::1]")
UMAI_TLS = env.flag("UMAI_TLS")  # a proxy in front speaks TLS
# How addresses in mails to agencies begin.
UMAI_ADDRESS = env.text("UMAI_ADDRESS").rstrip("/") or (
    f"{'https' if UMAI_TLS else 'http'}://{(ALLOWED_HOSTS or [''])[0]}"
)

INSTALLED_APPS = [
    "umai.config",
    "umai.config.backup",
    "umai.desk",
    "umai.indicators",
    "umai.hotline",
    "umai.referrals",
    "umai.legal_aid",
    "umai.cases",
    "umai.people",
    "umai.directory",
    "umai.foundation.exports",
    "umai.foundation.notices",
    "umai.foundation.files",
    "umai.foundation.jobs",
    "umai.foundation.calendar",
    "umai.foundation.places",
    "umai.foundation.vocabulary",
    "umai.foundation.access",
    "umai.foundation.journal",
    "umai.foundation.vault",
    "umai.foundation.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "umai.foundation.access.middleware.ScopeMiddleware",
]
ROOT_URLCONF = "umai.config.urls"
WSGI_APPLICATION = "umai.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "umai.foundation.ui.shell.shell",
                "umai.foundation.notices.shell.unread",
            ]
        },
    }
]
FORM_RENDERER = "umai.foundation.ui.renderer.UmaiRenderer"
ROLES = "umai.config.roles.ROLES"
NAVIGATION = "umai.config.navigation.DOORS"

# Database ---------------------------------------------------------------------------------------
dsn = server.owner_dsn() if env.flag("UMAI_AS_OWNER") else server.app_dsn()
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": dsn.host if dsn else "",
        "PORT": str(dsn.port) if dsn else "",
        "NAME": dsn.dbname if dsn else "umai",
        "USER": dsn.user if dsn else "umai_app",
        "PASSWORD": dsn.password if dsn else "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10},
    }
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "chores"
UMAI_METRICS_PORT = env.number("UMAI_METRICS_PORT", 0)  # on the loopback address; 0 is none
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
owner = server.owner_dsn()
UMAI_OWNER = (
    {"USER": owner.user, "PASSWORD": owner.password} if owner else {}
)  # the console's alone
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "umai_cache",
        "KEY_FUNCTION": "umai.foundation.access.throttle.make_key",
        # A small cache is emptied by its own culling, and the counters of the throttle with it.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# People and sessions ----------------------------------------------------------------------------
AUTH_USER_MODEL = "access.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["umai.foundation.access.hashing.BoundedArgon2"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "umai.foundation.access.rules.PasswordRule"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_IDLE_SECONDS = env.number("UMAI_IDLE_MINUTES", 15) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = UMAI_TLS
if UMAI_TLS:
    SESSION_COOKIE_NAME = "__Host-umai"
    CSRF_COOKIE_NAME = "__Host-umai-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ACCOUNT_ADAPTER = "umai.foundation.access.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("UMAI_PROXIES", 1 if UMAI_TLS else 0)
# A proof of who sits there holds so long; S29 promises at most five minutes.
ACCOUNT_REAUTHENTICATION_TIMEOUT = min(env.number("UMAI_PROOF_MINUTES", 5), 5) * 60
SIGN_IN_FORMS = "umai.foundation.access.forms.sign_in."
ACCOUNT_FORMS = {
    "login": SIGN_IN_FORMS + "SignInForm",
    "reauthenticate": SIGN_IN_FORMS + "PasswordAgain",
    "change_password": SIGN_IN_FORMS + "OwnPasswordForm",
}
MFA_ADAPTER = "umai.foundation.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": SIGN_IN_FORMS + "CodeForm",
    "authenticate_webauthn": SIGN_IN_FORMS + "KeyForm",
    "reauthenticate": SIGN_IN_FORMS + "CodeAgain",
    "reauthenticate_webauthn": SIGN_IN_FORMS + "KeyAgain",
    "activate_totp": SIGN_IN_FORMS + "AddAppForm",
    "add_webauthn": SIGN_IN_FORMS + "AddKeyForm",
    "edit_webauthn": SIGN_IN_FORMS + "RenameKeyForm",
    "login_webauthn": SIGN_IN_FORMS + "KeySignInForm",
}
MFA_TOTP_ISSUER = "Umai"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ; a code is still good only once
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = UMAI_DEMO or DEBUG

# The directory that strangers may read through the interface: the code of its organisation.
UMAI_PUBLIC_DIRECTORY = env.text("UMAI_PUBLIC_DIRECTORY")

# Words ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
# Pages for people outside also speak the languages of those who come across the border.
PUBLIC_LANGUAGES = [*LANGUAGES, ("uz", "Oʻzbekcha"), ("tg", "Тоҷикӣ")]
USE_I18N = USE_TZ = True
TIME_ZONE = env.text("UMAI_TIME_ZONE", "Asia/Almaty")
FORMAT_MODULE_PATH = ["umai.foundation.ui.formats"]
LANGUAGE_COOKIE_NAME = "umai-language"
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_HTTPONLY = True

# Files, headers, mail, logs -----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = UMAI_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# What is kept may be so large: a day's telephone pictures and court rulings pass, bombs do not.
UMAI_FILE_MEGABYTES = env.number("UMAI_FILE_MEGABYTES", 20)
UMAI_FILE_MEGAPIXELS = env.number("UMAI_FILE_MEGAPIXELS", 60)
UMAI_FILE_PAGES = env.number("UMAI_FILE_PAGES", 100)
# A larger upload would be written to disk in clear: it is not taken at all.
FILE_UPLOAD_MAX_MEMORY_SIZE = max(32, UMAI_FILE_MEGABYTES + 1) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" forms send the origin "null"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31536000 if UMAI_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = UMAI_TLS
SECURE_SSL_REDIRECT = UMAI_TLS
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
EMAIL_BACKEND = env.text("UMAI_MAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = UMAI_DATA / "mail"
EMAIL_HOST = env.text("UMAI_MAIL_HOST", "localhost")
EMAIL_PORT = env.number("UMAI_MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("UMAI_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("UMAI_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("UMAI_MAIL_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("UMAI_MAIL_FROM", "umai@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"impersonal": {"()": "umai.config.logs.Impersonal"}},
    "formatters": {"line": {"()": "umai.config.logs.Line"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["impersonal"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.text("UMAI_LOG_LEVEL", "WARNING")},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W016" if not UMAI_TLS else "",
    "allauth.W001",
]
