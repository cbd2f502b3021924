"""Addresses of this room."""

from django.urls import path

from umai.indicators import views

app_name = "indicators"
urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("hotline/", views.report, name="report"),
    path("hotline/file/<str:form_of_file>/", views.export_report, name="export_report"),
    path("hotline/published/", views.compare_published, name="compare_published"),
]
