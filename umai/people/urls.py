"""The addresses of people whom we know. None of them carries a name."""

from django.urls import path

from umai.people.views import finding, reading

app_name = "people"
urlpatterns = [
    path("", finding.find_people, name="find_people"),
    path("<uuid:individual_id>/", reading.individual, name="individual"),
]
