"""Signing in: who fails too often has to wait, whether a person or a program that guesses.

Failures are counted by name and address together, in Django's cache, which by default every
process keeps for itself.
"""

from hashlib import sha256

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 10  # failures ...
MINUTES = 15  # ... within so many minutes of the first
THROTTLED = "throttled"


class SignInForm(AdminAuthenticationForm):
    """Django's form, which stops looking at passwords after too many wrong ones."""

    def clean(self):
        key = key_of(self.request, self.cleaned_data.get("username", ""))
        if cache.get(key, 0) >= MOST:
            message = _("Too many failed attempts. Try again in %(minutes)d minutes.")
            raise ValidationError(message % {"minutes": MINUTES}, code=THROTTLED)
        try:
            cleaned = super().clean()
        except ValidationError:
            count(key)
            raise
        cache.delete(key)
        return cleaned


def key_of(request, name):
    """What stands for somebody at an address, whatever they type as a name."""
    address = request.META.get("REMOTE_ADDR", "")
    return f"sign-in:{sha256(f'{address} {name.casefold()}'.encode()).hexdigest()}"


def count(key):
    """One more failure."""
    cache.add(key, 0, timeout=MINUTES * 60)
    try:
        cache.incr(key)
    except ValueError:  # the cache let go of it in between
        return


def told(response):
    """The page of the sign-in, as 429 where it says that somebody has to wait."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if form is not None and form.is_bound and form.has_error("__all__", THROTTLED):
        response.status_code = 429
        response.headers["Retry-After"] = str(MINUTES * 60)
    return response
