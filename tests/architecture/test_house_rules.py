"""The house rules, on the house as it stands. `test_fences.py` shows that each one holds."""

from pathlib import Path

import pytest

from tools.fences import floors, names, pages, source, walk

ROOT = Path(__file__).resolve().parents[2]


def test_imports_go_down_only() -> None:
    assert floors.imports(ROOT) == []


def test_only_names_of_the_table_are_used() -> None:
    assert names.file_names(ROOT) == []


def test_every_package_says_its_duty() -> None:
    assert names.duties(ROOT) == []


def test_files_functions_views_and_templates_stay_short() -> None:
    assert source.lengths(ROOT) == []


def test_nine_in_ten_files_stay_under_250_lines() -> None:
    assert source.share_of_long_files(ROOT) <= 0.1


def test_only_queries_and_their_kin_touch_the_tables() -> None:
    assert source.tables_only_where_allowed(ROOT) == []


def test_every_view_begins_with_its_gate() -> None:
    assert source.view_gates(ROOT) == []


def test_every_address_has_a_gate() -> None:
    """S1: no route without a declared permission."""
    assert walk.gates() == []


def test_every_command_is_atomic_told_and_in_the_journal() -> None:
    """S22: every write is in the journal, in the same transaction."""
    assert source.commands(ROOT) == []


def test_time_comes_from_the_clock_only() -> None:
    """R7: database time is the source."""
    assert source.time(ROOT) == []


def test_settings_are_read_in_one_place() -> None:
    assert source.environment(ROOT) == []


def test_we_do_without_save_overrides_model_forms_and_generic_views() -> None:
    assert source.without(ROOT) == []


def test_pages_hold_no_script_no_style_and_nothing_of_others() -> None:
    assert pages.inline(ROOT) == []


def test_pages_lie_in_the_folder_of_their_room() -> None:
    assert pages.named_like_the_room(ROOT) == []


def test_keys_point_down() -> None:
    assert walk.keys_point_down(ROOT) == []


def test_no_key_leaves_a_way_back_into_another_room() -> None:
    assert walk.closed_doors() == []


def test_every_model_of_a_room_is_cut_to_the_actor() -> None:
    assert walk.scopes() == []


def test_every_permission_belongs_to_a_role() -> None:
    assert walk.permissions() == []


def test_every_event_has_its_sentence() -> None:
    assert walk.events() == []


def test_every_catalogue_is_read() -> None:
    assert walk.catalogues_in_use(ROOT) == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    assert walk.migrations() == []


def test_many_changes_of_tables_are_one_step() -> None:
    assert walk.steps() == []
