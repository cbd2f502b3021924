"""The addresses of cases. None of them carries a name."""

from django.urls import path

from umai.cases.views import looking

ONE = "<uuid:case_id>/"
app_name = "cases"
urlpatterns = [
    path("", looking.cases, name="cases"),
    path(ONE, looking.case, name="case"),
]
