"""Languages: editors work in theirs, which their browser names or they choose."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_from_request


class EditorsLanguage:
    """Middleware: the admin has one address for all languages, so the reader's rule, by address,
    does not hold there; the choice is kept in a cookie, else the browser's order counts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith("/admin/"):
            language = get_language_from_request(request)
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


def other_language(language):
    """The language to change to: (code, its own name)."""
    code = next(code for code, _name in settings.LANGUAGES if code != language)
    return code, translation.get_language_info(code)["name_local"]
