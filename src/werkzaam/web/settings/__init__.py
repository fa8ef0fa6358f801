"""Settings, all from the environment (`WERKZAAM_*`); safe defaults, nothing secret in the code."""

from __future__ import annotations

import os
import secrets
from importlib.metadata import version
from pathlib import Path

from csp.constants import NONCE

from werkzaam.web.settings.databases import database, use_modern_sqlite
from werkzaam.web.settings.languages import AWAITING_REVIEW as AWAITING_REVIEW
from werkzaam.web.settings.languages import FORMAT_MODULE_PATH as FORMAT_MODULE_PATH
from werkzaam.web.settings.languages import LANGUAGES as LANGUAGES
from werkzaam.web.settings.languages import STAFF_LANGUAGES as STAFF_LANGUAGES
from werkzaam.web.settings.logs import LOGGING as LOGGING

use_modern_sqlite()


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def kept_secret(path: Path) -> str:
    """The secret in `path`, made on first use: for demos and single machines."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


WEB = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("WERKZAAM_DATA", "var")).resolve()
DEMO = flag("WERKZAAM_DEMO")
DEBUG = flag("WERKZAAM_DEBUG")
SITES = tuple(os.environ.get("WERKZAAM_SITES", "guidance,research,respond,collect,public").split(","))
SECRET_KEY = os.environ.get("WERKZAAM_SECRET_KEY") or kept_secret(DATA / "secret-key")
ALLOWED_HOSTS = os.environ.get("WERKZAAM_HOSTS", "127.0.0.1,localhost,testserver").split(",")
HTTPS = flag("WERKZAAM_HTTPS")
PANELS = DATA / "panels"
EDITIONS = DATA / "editions"
# who publishes, and under which licence (as SPDX writes it); never assumed
PUBLISHER, LICENCE = os.environ.get("WERKZAAM_PUBLISHER", ""), os.environ.get("WERKZAAM_LICENCE", "")

DATABASES = {
    "default": database(os.environ.get("WERKZAAM_GUIDANCE_DATABASE_URL"), DATA / "guidance.sqlite3"),
    "research": database(os.environ.get("WERKZAAM_RESEARCH_DATABASE_URL"), DATA / "research.sqlite3"),
}
DATABASE_ROUTERS = ["werkzaam.web.settings.databases.Router"]
# All processes of this machine count together who guesses; what an earlier version remembered, is not read.
CACHES = {
    "default": {
        "BACKEND": "werkzaam.web.settings.cache.Shared",
        "LOCATION": DATA / "cache",
        "KEY_PREFIX": version("werkzaam"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = ["ledger", "people", "consent", "journey", "study", "survey", "interview", "desk", "public", "sites"]
INSTALLED_APPS = [
    *(f"werkzaam.web.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "werkzaam.web.sites.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "werkzaam.web.sites.language.Spoken",
    "werkzaam.web.sites.middleware.Problems",
]
ROOT_URLCONF = "werkzaam.web.sites.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "werkzaam.web.sites.context.door",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "werkzaam.web.sites.forms.Renderer"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "way:next"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "werkzaam.web.sites.adapter.Invited"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_FORMS = {
    "request_login_code": "werkzaam.web.sites.sign_in_code.AskForm",
    "confirm_login_code": "werkzaam.web.sites.sign_in_code.CodeForm",
}
# six letters an hour, three guesses each: one mailbox is found out by guessing in some 2,300 days of trying
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,6/h/key"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets a letter from us because someone else typed an address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
EMAIL_BACKEND = os.environ.get("WERKZAAM_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
# a function that sends one text message (`journey/sms.py`); without it reminders go by e-mail
SMS_SENDER = os.environ.get("WERKZAAM_SMS_SENDER", "")
SMS_URL, SMS_TOKEN = os.environ.get("WERKZAAM_SMS_URL", ""), os.environ.get("WERKZAAM_SMS_TOKEN", "")
# research writes to people between these hours, by the clock on the wall, and not on these days (1 is Monday)
SENDING_HOURS = os.environ.get("WERKZAAM_SENDING_HOURS", "09:00-20:00")
REST_DAYS = os.environ.get("WERKZAAM_REST_DAYS", "7")
GUIDANCE_URL = os.environ.get("WERKZAAM_GUIDANCE_URL", "http://127.0.0.1:8000/guidance/")
RESPOND_URL = os.environ.get("WERKZAAM_RESPOND_URL", "http://127.0.0.1:8000/r/")
COLLECT_URL = os.environ.get("WERKZAAM_COLLECT_URL", "http://127.0.0.1:8000/collect/")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", NONCE],
        "style-src": ["'self'", NONCE],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 10
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
