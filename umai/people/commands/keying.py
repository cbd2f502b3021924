"""The keys that a person is found by, beyond names: every number of every document."""

from umai.people import queries, rules, terms
from umai.people.models import Individual, LookupKey


def write_document_keys(individual: Individual, *also: str) -> None:
    """Write anew the keys of all document numbers: those of the identity, those of the papers.

    `also` are the numbers that stand with the identity; without any, it is opened and read.
    """
    if not also:
        said = queries.piece(individual, "identity")
        also = (str(said.get("document_number", "")), str(said.get("iin", "")))
    here = {"organisation_id": individual.organisation_id, "individual_id": individual.pk}
    kind = terms.Lookup.DOCUMENT
    LookupKey.objects.filter(**here, kind=kind).delete()
    plain = map(rules.plain_number, [*also, *queries.document_numbers(individual)])
    LookupKey.objects.bulk_create(
        LookupKey(**here, kind=kind, key=queries.lookup_key(kind, number))
        for number in dict.fromkeys(plain)
        if number
    )
