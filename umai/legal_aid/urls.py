"""The addresses of legal aid."""

from django.urls import path

from umai.legal_aid.views import acting, births, boards, proving, reading

app_name = "legal_aid"
urlpatterns = [
    path("", reading.procedures, name="procedures"),
    path("case/<uuid:case_id>/", reading.procedures_of, name="procedures_of"),
    path("case/<uuid:case_id>/begin/", acting.open_procedure, name="open_procedure"),
    path("board/", boards.choose_board, name="choose_board"),
    path("board/<str:template>/", boards.board, name="board"),
    path("births/", births.births, name="births"),
    path(
        "<uuid:procedure_id>/proof/<str:claim>/<slug:state>/",
        proving.note_evidence,
        name="note_evidence",
    ),
    path("<uuid:procedure_id>/", reading.procedure, name="procedure"),
    path("<uuid:procedure_id>/step/<slug:act>/", acting.act_on_step, name="act_on_step"),
    path("<uuid:procedure_id>/whole/<slug:act>/", acting.act_on_whole, name="act_on_whole"),
]
