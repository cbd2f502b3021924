"""The addresses of the directory."""

from django.urls import path

from umai.directory.views import (
    confirming,
    duties,
    finding,
    inviting,
    keeping,
    moving,
    offering,
    proposing,
    reading,
    regions,
)

app_name = "directory"
urlpatterns = [
    path("", finding.find_help, name="find_help"),
    path("agencies/open/", keeping.open_agency, name="open_agency"),
    path("agencies/<uuid:agency_id>/", reading.agency, name="agency"),
    path("agencies/<uuid:agency_id>/correct/", keeping.correct_agency, name="correct_agency"),
    path("agencies/<uuid:agency_id>/close/", keeping.close_agency, name="close_agency"),
    path("agencies/<uuid:agency_id>/reopen/", keeping.reopen_agency, name="reopen_agency"),
    path("agencies/<uuid:agency_id>/services/open/", offering.open_service, name="open_service"),
    path("agencies/<uuid:agency_id>/places/open/", offering.open_location, name="open_location"),
    path("services/<uuid:service_id>/correct/", offering.correct_service, name="correct_service"),
    path("places/<uuid:location_id>/correct/", offering.correct_location, name="correct_location"),
    # Who does what, where.
    path("regions/", regions.regions, name="regions"),
    path("responsibilities/", duties.responsibilities, name="responsibilities"),
    path("responsibilities/give/", duties.give_responsibility, name="give_responsibility"),
    path(
        "responsibilities/<uuid:responsibility_id>/end/",
        duties.end_responsibility,
        name="end_responsibility",
    ),
    # What must be confirmed, and what others propose.
    path("confirm/", confirming.confirm_entries, name="confirm_entries"),
    path("agencies/<uuid:agency_id>/confirm/", confirming.confirm_entry, name="confirm_entry"),
    path(
        "agencies/<uuid:agency_id>/propose/",
        proposing.propose_correction,
        name="propose_correction",
    ),
    path("proposals/<uuid:proposal_id>/", proposing.decide_proposal, name="decide_proposal"),
    path(
        "proposals/<uuid:proposal_id>/decline/",
        proposing.decline_proposal,
        name="decline_proposal",
    ),
    # The whole directory, out and in.
    path("export/", moving.export_directory, name="export_directory"),
    path("import/", moving.import_directory, name="import_directory"),
    # An agency without an account: given a code, it opens its own entry.
    path("agencies/<uuid:agency_id>/code/", inviting.invite_correction, name="invite_correction"),
    path(
        "agencies/<uuid:agency_id>/code/back/",
        inviting.revoke_invitation,
        name="revoke_invitation",
    ),
    path("code/", inviting.enter_code, name="enter_code"),
    path("code/entry/", inviting.propose_with_code, name="propose_with_code"),
    path("code/thanks/", inviting.thank_you, name="thank_you"),
]
