"""The addresses of the desk."""

from django.urls import path

from umai.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("find/", views.find_code, name="find_code"),
    path("code/<str:code>/", views.open_code, name="open_code"),
]
