"""The addresses of cases. None of them carries a name."""

from django.urls import path

from umai.cases.views import deciding, looking, opening, reading, worrying

ONE = "<uuid:case_id>/"
app_name = "cases"
urlpatterns = [
    path("", looking.cases, name="cases"),
    path(ONE, looking.case, name="case"),
]
# Opening, deciding, worrying, working on it, looking back.
urlpatterns += [
    path("of/<uuid:individual_id>/", looking.case_of, name="case_of"),
    path("open/<uuid:individual_id>/", opening.open_case, name="open_case"),
    path(f"{ONE}register/", deciding.register_case, name="register_case"),
    path(f"{ONE}no-case/", deciding.screen_out_case, name="screen_out_case"),
    path(f"{ONE}assign/", deciding.assign_case, name="assign_case"),
    path(f"{ONE}risk/", deciding.rate_risk, name="rate_risk"),
    path(f"{ONE}concerns/note/", worrying.note_concern, name="note_concern"),
    path("concerns/<uuid:concern_id>/", worrying.change_concern, name="change_concern"),
    path(f"{ONE}team/add/", worrying.join_case_team, name="join_case_team"),
    path(f"{ONE}team/<uuid:person_id>/out/", worrying.leave_case_team, name="leave_case_team"),
    path(f"{ONE}looked/", reading.who_looked, name="who_looked"),
    path(f"{ONE}print/", reading.print_case, name="print_case"),
]
