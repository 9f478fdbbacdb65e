"""What search engines are asked to leave alone."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control


@cache_control(max_age=24 * 3600, public=True)
def robots(request):
    """Everything may be read but the editors' door and the searches."""
    closed = [reverse("admin:index"), "/search/", "/*/search/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('archive:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
