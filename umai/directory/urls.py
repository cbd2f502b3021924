"""The addresses of the directory."""

from django.urls import path

from umai.directory.views import finding, reading

app_name = "directory"
urlpatterns = [
    path("", finding.find_help, name="find_help"),
    path("agencies/<uuid:agency_id>/", reading.agency, name="agency"),
]
