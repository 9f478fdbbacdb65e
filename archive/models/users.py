"""The people who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Our own user model, so that it can grow."""

    # What this person said about headers of spreadsheets: see services/importing/matching.py.
    headings = models.JSONField(default=dict, blank=True, editable=False)
