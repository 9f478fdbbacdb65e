"""Settings of what answers: ours as it runs, or what stands beside it, by PAGES_SIDE."""

import os

from project.settings import *  # noqa: F403

SIDE = os.environ["PAGES_SIDE"]
KEEPING = "archive.views.keeping.KeptPages"

ROOT_URLCONF = "tests.benchmarks.pages_urls"
ALLOWED_HOSTS = ["testserver"]
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405 -- from the settings of the site
if SIDE == "beside":
    MIDDLEWARE = [  # as startproject has it
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
elif SIDE == "fresh":  # every page is rendered; what pages share is kept
    MIDDLEWARE = [name for name in MIDDLEWARE if name != KEEPING]
