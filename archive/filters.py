"""What each public list may be narrowed by: the same words with the same meaning everywhere."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models import (
    Agreement,
    AgreementKind,
    Appearance,
    Article,
    Delegation,
    Event,
    EventKind,
    Official,
    Organization,
    OrganizationKind,
    Party,
    Place,
    PlaceLevel,
    Post,
)
