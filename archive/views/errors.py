"""What a reader is told of a request that cannot be understood, with the site around it."""

from archive.views import lists


def bad_request(request, exception):
    """The handler of 400: Django's own shows its template without the request."""
    return lists.bad_request(request, "")
