"""Every address of the house."""

from django.urls import include, path

from umai.config import doors

handler500 = "umai.config.doors.broken"
urlpatterns = [
    path("", doors.home, name="home"),
    path("", include("umai.foundation.ui.urls")),
    path("sign-in/", include(doors.sign_in)),
    path("people/", include("umai.foundation.access.urls")),
    path("lists/", include("umai.foundation.vocabulary.urls")),
    path("calendar/", include("umai.foundation.calendar.urls")),
    path("journal/", include("umai.foundation.journal.urls")),
    path("health/", include("umai.foundation.jobs.urls")),
    path("notices/", include("umai.foundation.notices.urls")),
    path("directory/", include("umai.directory.urls")),
    path("api/", include("umai.directory.api")),
    path("desk/", include("umai.desk.urls")),
    path("children/", include("umai.people.urls")),
    path("cases/", include("umai.cases.urls")),
    path("referrals/", include("umai.referrals.urls")),
    path("legal/", include("umai.legal_aid.urls")),
    path("hotline/", include("umai.hotline.urls")),
    path("numbers/", include("umai.indicators.urls")),
]
