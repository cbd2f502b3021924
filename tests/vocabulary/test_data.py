"""The shipped lists, places, shared numbers and helpline categories, read as files."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.vocabulary.known_codes import OF_2007, OF_THE_DOMAIN
from umai.foundation.counting import ages
from umai.foundation.vocabulary import labels

FOUNDATION = Path(__file__).parents[2] / "umai" / "foundation"
DATA = FOUNDATION / "vocabulary" / "data"
LANGUAGES = ("en", "ru", "kk")
LATIN_ALLOWED = {"WhatsApp", "Telegram", "COVID", "CPIMS", "SIM", "ID"}
OF_THE_HOTLINE = {
    *("channel", "contact_type", "caller_relation", "sex", "citizenship", "ethnicity"),
    *("education", "not_attending_reason", "living_situation", "family_status", "family_flag"),
    *("topic", "second_axis", "language", "outcome", "material", "booked", "age_band_scheme"),
}


def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


LISTS = {path.stem: _read(path) for path in sorted((DATA / "lists").glob("*.json"))}
PLACES = _read(FOUNDATION / "places" / "data" / "places.json")
PHONES = _read(DATA / "shared_phones.json")["phones"]
HELPLINE = _read(DATA / "helpline_categories.json")
ISSUES = {one["code"]: one for one in [*HELPLINE["main_issues"], HELPLINE["non_counselling"]]}
every_list = pytest.mark.parametrize("name", LISTS)


def _names(term: dict[str, Any]) -> set[str]:
    """Every name of a term, as the vocabulary compares them."""
    return {name.casefold() for name in (term["code"], *term["also"])}


def _code_for(name: str, typed: str) -> str | None:
    found = [term["code"] for term in LISTS[name]["terms"] if typed.casefold() in _names(term)]
    return found[0] if found else None


def _amiss(labelled: dict[str, Any]) -> list[str]:
    """What is wrong with the labels of a term, in words; nothing if all is well."""
    wrong = [f"no {one}" for one in LANGUAGES if not labelled.get(one, "").strip()]
    if (labelled.get("kk") == labelled.get("ru")) != labelled.get("same", False):
        wrong.append("kk and ru are the same, or said to be and are not")
    for one in ("ru", "kk"):
        latin = set(re.findall(r"[A-Za-z]{2,}", labelled.get(one, ""))) - LATIN_ALLOWED
        wrong += [f"{one} keeps {word}" for word in sorted(latin)]
    wrong += [f"review {one}?" for one in labelled["review"] if one not in ("ru", "kk")]
    return [f"{labelled.get('code', labelled.get('number'))}: {what}" for what in wrong]


def test_every_list_that_the_hotline_asks_for_is_there():
    assert set(LISTS) >= OF_THE_HOTLINE


@every_list
def test_a_list_has_its_own_name_three_titles_and_terms(name):
    said = LISTS[name]
    assert said["list"] == name
    assert len({said["title"][language] for language in LANGUAGES}) == 3
    assert said["source"] and said["terms"]
    assert isinstance(said["sensitive"], bool)


@every_list
def test_no_name_stands_for_two_terms_of_a_list(name):
    names = [one for term in LISTS[name]["terms"] for one in _names(term)]
    assert sorted(names) == sorted(set(names))
    assert all(len(one) <= 40 for one in names)


@every_list
def test_every_term_has_labels_and_kazakh_does_not_copy_russian(name):
    assert [what for term in LISTS[name]["terms"] for what in _amiss(term)] == []


@pytest.mark.parametrize("name", ["service", "referral_status"])
def test_a_list_on_pages_for_everybody_speaks_uzbek_and_tajik(name):
    public = _read(DATA / "public_words.json")["lists"][name]
    assert set(public) == {term["code"] for term in LISTS[name]["terms"]}
    for term in LISTS[name]["terms"]:
        uzbek, tajik = (public[term["code"]][one] for one in ("uz", "tg"))
        assert not re.search("[А-Яа-яЁё]", uzbek) and not re.search("[A-Za-z]", tajik)
        assert tajik not in {term["ru"], term["kk"]}


@every_list
def test_a_term_has_only_columns_that_the_loader_knows(name):
    known = {"code", "also", *LANGUAGES, "group", "sensitive", "review", "more", "same", "sort"}
    assert all(set(term) <= known for term in LISTS[name]["terms"])


@pytest.mark.parametrize("name", OF_2007)
def test_the_codes_of_2007_and_of_the_domain_are_the_same_thing(name):
    for code, of_the_domain in OF_2007[name].items():
        assert _code_for(name, code) == code
        assert _code_for(name, of_the_domain) == code


@pytest.mark.parametrize("name", sorted(set(OF_THE_DOMAIN) - {"region"}))
def test_every_code_of_the_domain_is_known(name):
    lists = [said for said in LISTS.values() if said["domain_list"] == name]
    known = {one for said in lists for term in said["terms"] for one in _names(term)}
    assert [one for one in OF_THE_DOMAIN[name].split() if one.casefold() not in known] == []


def test_topics_are_short_enough_for_a_form():
    long = [t["code"] for t in LISTS["topic"]["terms"] if max(len(t[x]) for x in LANGUAGES) > 45]
    assert long == []


def test_the_first_five_kinds_of_contact_are_substantive():
    said = [term["more"]["substantive"] for term in LISTS["contact_type"]["terms"]]
    assert said == [True] * 5 + [False] * 4


def test_the_age_schemes_are_schemes():
    schemes = [
        ages.scheme(t["code"], t["more"]["bands"]) for t in LISTS["age_band_scheme"]["terms"]
    ]
    assert schemes[0].code == "HOTLINE2007"
    assert schemes[0].codes == ("0-3", "4-6", "7-9", "10-12", "13-15", "16-18", "over")


def test_the_places_of_the_domain_are_known_and_named_in_three_languages():
    assert [one["iso"] for one in PLACES["regions"]] == OF_THE_DOMAIN["region"].split()
    for one in (*PLACES["regions"], *PLACES["countries"]):
        named = {**one, **one["names"], "code": one["names"]["en"]}
        assert _amiss(named) == []


def test_every_region_has_its_own_prefix_and_kato_beginning():
    regions = PLACES["regions"]
    assert len({one["prefix"] for one in regions}) == len(regions)
    assert all(re.fullmatch(r"[A-Z]{3}", one["prefix"]) for one in regions)
    assert all(one["kato"] is None or re.fullmatch(r"\d\d", one["kato"]) for one in regions)


def test_border_points_lie_in_known_regions_beside_known_countries():
    regions = {one["iso"] for one in PLACES["regions"]} | {None}
    countries = {one["alpha3"] for one in PLACES["countries"]} | {None}
    points = [term["more"] for term in LISTS["border_point"]["terms"]]
    assert {one.get("region") for one in points} <= regions
    assert {one.get("neighbour") for one in points} <= countries
    assert all(one["confidence"] in "HML" for one in points if one.get("region"))
    assert all(set(one["note"]) == set(LANGUAGES) for one in points if "note" in one)


def test_countries_and_citizenships_say_the_same():
    terms = {term["code"]: term for term in LISTS["citizenship"]["terms"]}
    for country in PLACES["countries"]:
        term = terms[country["alpha3"]]
        assert country["alpha2"] in term["also"]
        assert country["names"] == {language: term[language] for language in LANGUAGES}


def test_no_shared_number_is_confirmed_until_somebody_dialled_it():
    assert [one["number"] for one in PHONES] == ["102", "103", "111", "150"]
    assert not any(one["confirmed"] for one in PHONES)
    assert {one["confidence"] for one in PHONES} <= {"H", "M", "L"}
    assert [what for one in PHONES for what in _amiss(one)] == []


def test_helpline_categories_have_labels_and_unique_codes():
    assert len(HELPLINE["main_issues"]) == 10
    groups = [one["subcategories"] for one in (*ISSUES.values(), HELPLINE["online_harm"])]
    for terms in (list(ISSUES.values()), HELPLINE["call_types"], *groups):
        assert len({term["code"] for term in terms}) == len(terms)
        assert [what for term in terms for what in _amiss(term)] == []


def test_helpline_editions_and_merged_codes_exist():
    editions = {one["code"] for one in HELPLINE["editions"]}
    for issue in ISSUES.values():
        codes = {term["code"] for term in issue["subcategories"]}
        for term in issue["subcategories"]:
            merged = term.get("merged_in", {})
            assert set(term.get("editions", ())) | set(merged) <= editions
            assert set(merged.values()) <= codes


def test_the_crosswalk_names_articles_for_every_main_issue():
    articles = HELPLINE["crosswalk"]["articles"]
    assert set(articles) == {one["code"] for one in HELPLINE["main_issues"]}
    said = [article for row in articles.values() for article in row]
    assert all(re.fullmatch(r"\d{1,2}(\(\d\))?", article) for article in said)
    assert "never a verdict" in HELPLINE["crosswalk"]["note"]


@pytest.mark.parametrize("name", ["topic", "second_axis"])
def test_every_topic_is_mapped_to_issues_and_articles_that_exist(name):
    mapping = HELPLINE["mapping"][name]
    crosswalk = {article for row in HELPLINE["crosswalk"]["articles"].values() for article in row}
    assert set(mapping) == {term["code"] for term in LISTS[name]["terms"]}
    for said in mapping.values():
        assert said["main_issue"] is None or said["main_issue"] in ISSUES
        below = ISSUES[said["main_issue"]]["subcategories"] if said["main_issue"] else []
        assert said["subcategory"] in {None, *(term["code"] for term in below)}
        assert set(said["articles"]) <= crosswalk


def test_what_shipped_rules_are_counted_from_is_said_in_every_language() -> None:
    rules = _read(DATA / "rules.json")["rules"]
    said = {rule["starts_from"] for rule in rules if rule["starts_from"]}
    said |= {phone["note"] for phone in PHONES if phone["note"]}
    known = labels.phrases()
    assert said == set(known)
    for russian, kazakh in known.values():
        assert russian and kazakh and russian != kazakh


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "въезд"), ("kk", "елге кіру"), ("en", "entry")]
)
def test_a_phrase_is_said_in_the_language_of_the_reader(language: str, words: str) -> None:
    with translation.override(language):
        assert labels.phrase("entry") == words


def test_a_phrase_of_a_person_stays_and_is_marked_as_english() -> None:
    with translation.override("ru"):
        assert labels.phrase("<b>mine</b>") == '<span lang="en">&lt;b&gt;mine&lt;/b&gt;</span>'
