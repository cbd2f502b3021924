from django.db import migrations

from umai.foundation.kernel.fences import Between, Bound, Fixed, Scoped

BOX = "referrals_arrival"
CAME = ("organisation_id", "sender_id", "code", "came_by", "need", "urgency", "arrived_at")
SENT = ("code", "organisation_id", "individual_id", "source", "source_id")
PEOPLE = [
    ("referral", "owner_id"),
    ("referral", "sent_by_id"),
    ("fact", "by_id"),
    ("doorcode", "given_by_id"),
    ("unmetneed", "noted_by_id"),
    ("arrival", "noted_by_id"),
    ("arrival", "answered_by_id"),
]
ELSEWHERE = [
    ("referral", "team_id", "access_team"),
    ("referral", "case_id", "cases_case"),
    ("referral", "individual_id", "people_individual"),
    ("referral", "key_id", "vault_datakey"),
    ("referral", "share_key_id", "vault_datakey"),
    ("referral", "agency_id", "directory_agency"),
    ("referral", "service_id", "directory_service"),
    ("referral", "answers_id", "referrals_arrival"),
    ("unmetneed", "team_id", "access_team"),
    ("unmetneed", "case_id", "cases_case"),
    ("referralcounter", "office_id", "access_office"),
    ("arrival", "agency_id", "directory_agency"),
    ("arrival", "team_id", "access_team"),
    ("arrival", "key_id", "vault_datakey"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
        ("people", "0002_fences"),
        ("directory", "0002_fences"),
        ("cases", "0002_fences"),
    ]
    operations = [
        *(
            Scoped(f"referrals_{name}")
            for name in ("referral", "fact", "doorcode", "unmetneed", "referralcounter")
        ),
        Between(BOX, "sender_id", hidden="withdrawn_at"),
        *(Bound(f"referrals_{name}", column, target) for name, column, target in ELSEWHERE),
        *(Bound(f"referrals_{name}", column, "access_person") for name, column in PEOPLE),
        *(
            Bound(f"referrals_{name}", "referral_id", "referrals_referral", on_delete="CASCADE")
            for name in ("fact", "doorcode")
        ),
        Fixed(BOX, *CAME),
        Fixed("referrals_referral", *SENT),
    ]
