"""Every public address, on one screen."""

app_name = "archive"
urlpatterns: list = []
