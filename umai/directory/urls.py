"""The addresses of the directory."""

app_name = "directory"
urlpatterns: list[object] = []
