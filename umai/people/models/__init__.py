"""The tables of the room. Who somebody is, is ciphertext; what is counted and sorted is plain."""

from umai.people.models.duplicates import Merge, Pair
from umai.people.models.households import Household, HouseholdCounter, HouseholdPlace
from umai.people.models.incidents import (
    Incident,
    IncidentPerson,
    IncidentQuerySet,
    IncidentShut,
    IncidentStep,
    Unsealing,
)
from umai.people.models.individuals import CirclePlace, Individual, IndividualQuerySet
from umai.people.models.inquiries import Inquiry
from umai.people.models.keys import CodeCounter, LookupKey, NameKey, Search
from umai.people.models.papers import Consent, Document, Relation
from umai.people.models.requests import DataRequest, DataRequestQuerySet
from umai.people.models.retention import Erasure, Hold, Retention
from umai.people.models.stays import StayWarning

__all__ = [
    "CirclePlace",
    "CodeCounter",
    "Consent",
    "DataRequest",
    "DataRequestQuerySet",
    "Document",
    "Erasure",
    "Hold",
    "Household",
    "HouseholdCounter",
    "HouseholdPlace",
    "Incident",
    "IncidentPerson",
    "IncidentQuerySet",
    "IncidentShut",
    "IncidentStep",
    "Individual",
    "IndividualQuerySet",
    "Inquiry",
    "LookupKey",
    "Merge",
    "NameKey",
    "Pair",
    "Relation",
    "Retention",
    "Search",
    "StayWarning",
    "Unsealing",
]
