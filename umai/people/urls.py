"""The addresses of people whom we know. None of them carries a name."""

from django.urls import path

from umai.people.views import attaching, circle, correcting, finding, reading, registering

ONE = "<uuid:individual_id>/"
app_name = "people"
urlpatterns = [
    path("", finding.find_people, name="find_people"),
    path("register/", registering.register_child, name="register_child"),
    path("emergency/", circle.break_glass, name="break_glass"),
    path(ONE, reading.individual, name="individual"),
    path(f"{ONE}reveal/", correcting.reveal_identity, name="reveal_identity"),
    path(f"{ONE}correct/", correcting.correct_individual, name="correct_individual"),
    path(f"{ONE}sibling/", registering.register_sibling, name="register_sibling"),
    path(f"{ONE}looked/", circle.who_looked, name="who_looked"),
    path(f"{ONE}circle/let-in/", circle.name_in_circle, name="name_in_circle"),
    path(f"{ONE}circle/shut-out/", circle.shut_out, name="shut_out"),
    path(
        f"{ONE}circle/<uuid:place_id>/end/", circle.take_out_of_circle, name="take_out_of_circle"
    ),
    path(f"{ONE}files/attach/", attaching.attach_file, name="attach_file"),
    path(
        f"{ONE}consents/<uuid:consent_id>/signed-form/",
        attaching.attach_signed_form,
        name="attach_signed_form",
    ),
    path(f"{ONE}files/<uuid:file_id>/", attaching.open_file, name="open_file"),
    path(f"{ONE}files/<uuid:file_id>/original/", attaching.open_original, name="open_original"),
    path(f"{ONE}files/<uuid:file_id>/remove/", attaching.remove_file, name="remove_file"),
]
