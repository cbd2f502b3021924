"""S3: every column about a person has a policy; a new one without it fails here."""

from django.apps import apps
from pghistory.models import Event as History

from umai.foundation.kernel.scope import scope
from umai.people.models import (
    Consent,
    Document,
    Household,
    HouseholdPlace,
    Individual,
    Relation,
)

# Who may see it: `open` with READ_INDIVIDUAL inside the circle; `sealed` only on an answer that
# reveals it; `house` is never typed by anybody: the command sets it.
HOUSE = {"id", "organisation", "version"}
POLICY = {
    Individual: {
        "house": HOUSE
        | {"office", "team", "code", "reference", "registered_at", "registered_by", "merged_into"}
        | {"key", "birth_year", "birth_precision"},
        "sealed": {"identity_sealed", "contact_sealed", "health_sealed"},
        "open": {
            "sex", "unnamed", "citizenships", "ethnicity", "languages", "interpreter_needed",
            "region", "cabm_category", "migration_status", "uasc_status", "separation_cause",
            "separated_on", "entered_on", "border_point", "entry_purpose", "stay_until",
            "education", "not_attending_reason", "living_situation", "care_arrangement",
            "family_status", "family_flags",
        },
    },
    Document: {
        "house": HOUSE | {"individual", "seen_by", "seen_on"},
        "sealed": {"details_sealed"},
        "open": {"type", "state", "issued_on", "valid_until"},
    },
    Relation: {
        "house": HOUSE | {"individual", "other"},
        "sealed": {"details_sealed"},
        "open": {
            "kind", "since", "until", "alive", "country", "lives_with", "primary_carer",
            "legal_representative", "child_wants_contact", "no_contact", "legal_capacity",
            "contact_consent", "safety_concern",
        },
    },
    Consent: {
        "house": HOUSE
        | {"individual", "withdrawn_at", "withdrawn_by", "override_by", "override_at", "noted_by"},
        "sealed": {"words_sealed"},
        "open": {
            "scope", "agency", "state", "given_by", "assent", "language", "explained_how",
            "limits_explained", "withhold", "given_at", "valid_until", "override_ground",
            "override_until",
        },
    },
    Household: {
        "house": HOUSE | {"office", "code", "made_at", "made_by"},
        "sealed": set(),
        "open": {"region"},
    },
    HouseholdPlace: {
        "house": HOUSE - {"version"} | {"household", "individual", "noted_by"},
        "sealed": set(),
        "open": {"role", "since", "until"},
    },
}  # fmt: skip


def test_every_field_of_a_person_has_a_policy():
    """S3: denied by default: what nobody decided about is a failure, not a field."""
    for model, policy in POLICY.items():
        told = [name for names in policy.values() for name in names]
        fields = {field.name for field in model._meta.concrete_fields}
        assert len(told) == len(set(told)), model
        assert fields == set(told), (model, fields ^ set(told))
        sealed = {name for name in fields if name.endswith("_sealed")}
        assert sealed == policy["sealed"], model


def test_every_table_with_a_history_is_under_the_policy():
    kept = {
        model.pgh_tracked_model
        for model in apps.get_app_config("people").get_models()
        if issubclass(model, History)
    }
    assert kept - set(POLICY) == set()


def test_what_the_form_does_not_ask_is_not_written(nodira, sana, web):
    """S3: hidden fields that somebody sends along change nothing."""
    page = f"/children/{nodira.pk}/correct/"
    form = web.get(page).context["form"]
    said = {name: form[name].value() or "" for name in form.fields if form[name].value()}
    hidden = {"code": "XXX-0001-A", "team": "1", "merged_into": str(nodira.pk), "reference": "1"}
    hidden |= {"registered_by": "", "birth_year": "1900", "given_name": "Чужая", "key": "1"}
    assert web.post(page, {**said, **hidden, "education": "school"}).status_code == 302
    with scope(sana.pk):
        now = Individual.objects.get(pk=nodira.pk)
    assert now.education == "school"
    for name in ("code", "team_id", "merged_into_id", "reference", "registered_by_id", "key_id"):
        assert getattr(now, name) == getattr(nodira, name), name
    assert now.birth_year == 2014 and bytes(now.identity_sealed) == bytes(nodira.identity_sealed)
