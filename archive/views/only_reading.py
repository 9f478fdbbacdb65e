"""Only reading: nothing is sent to a public page, and who tries is told what it takes."""

from django.http import HttpResponseNotAllowed

METHODS = ["GET", "HEAD"]


class OnlyReading:
    """Middleware: 405 for other methods, before a form's token would be asked for.

    Views that take such requests without a token answer for themselves.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_public = request.resolver_match.app_name == "archive"
        is_reading = request.method in {*METHODS, "OPTIONS"}
        if is_public and not is_reading and not getattr(view, "csrf_exempt", False):
            return HttpResponseNotAllowed(METHODS)
        return None
