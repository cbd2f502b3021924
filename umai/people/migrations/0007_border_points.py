"""The border point becomes a word of a list. What was typed and is in no list is sealed as words."""

import json

from django.db import migrations

from umai.foundation.vault import seals

OTHER = "BP_OTH"
COLUMN = "people_individual.contact"
# The list as it was shipped, by every name of a point.
CODES = {
    "zhibek zholy": "BP_ZHZ",
    "жибек жолы": "BP_ZHZ",
    "жібек жолы": "BP_ZHZ",
    "bp_zhz": "BP_ZHZ",
    "kaplanbek": "BP_KPB",
    "капланбек": "BP_KPB",
    "қапланбек": "BP_KPB",
    "bp_kpb": "BP_KPB",
    "b. konysbayev": "BP_KON",
    "б. конысбаева": "BP_KON",
    "б. қонысбаев": "BP_KON",
    "bp_kon": "BP_KON",
    "kazygurt": "BP_KZG",
    "казыгурт": "BP_KZG",
    "қазығұрт": "BP_KZG",
    "bp_kzg": "BP_KZG",
    "atameken": "BP_ATA",
    "атамекен": "BP_ATA",
    "bp_ata": "BP_ATA",
    "syrdarya": "BP_SYR",
    "сырдарья": "BP_SYR",
    "сырдария": "BP_SYR",
    "bp_syr": "BP_SYR",
    "tselinny": "BP_TSE",
    "целинный": "BP_TSE",
    "bp_tse": "BP_TSE",
    "tazhen": "BP_TAZ",
    "тажен": "BP_TAZ",
    "тәжен": "BP_TAZ",
    "bp_taz": "BP_TAZ",
    "kordai": "BP_KOR",
    "кордай": "BP_KOR",
    "қордай": "BP_KOR",
    "bp_kor": "BP_KOR",
    "bp_oth": "BP_OTH",
    "konysbayev": "BP_KON",
    "конысбаева": "BP_KON",
    "қонысбаев": "BP_KON",
    "b-konysbaeva": "BP_KON",
    "gisht-kuprik": "BP_ZHZ",
    "гишт-куприк": "BP_ZHZ",
    "yallama": "BP_KON",
    "яллама": "BP_KON",
}


def choose(apps, schema):
    """Names that the list knows become codes; other words go into what is sealed of the person."""
    people = apps.get_model("people", "Individual").objects
    keys = apps.get_model("vault", "DataKey").objects
    for row in people.exclude(border_point="").iterator():
        typed = row.border_point
        row.border_point = CODES.get(typed.strip().casefold(), OTHER)
        if row.border_point == OTHER and typed.upper() != OTHER:
            key = keys.get(pk=row.key_id)
            said = seals.open_(key, COLUMN, row.pk, row.contact_sealed)
            contact = {**(json.loads(said) if said else {}), "border_other": typed}
            row.contact_sealed = seals.seal(
                key, COLUMN, row.pk, json.dumps(contact, ensure_ascii=False)
            )
        people.filter(pk=row.pk).update(
            border_point=row.border_point, contact_sealed=row.contact_sealed
        )
    # The history of these changes, and what it held before, in plain words.
    was = apps.get_model("people", "IndividualEvent").objects
    for typed in was.exclude(border_point="").values_list("border_point", flat=True).distinct():
        code = CODES.get(typed.strip().casefold(), OTHER)
        was.filter(border_point=typed).update(border_point=code)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0006_family_fields"),
        ("vault", "0002_fences"),
    ]

    operations = [migrations.RunPython(choose, migrations.RunPython.noop)]
