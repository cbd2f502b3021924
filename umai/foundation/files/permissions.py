"""What can be done with files beside what the rooms allow. Roles: umai/config/roles.py."""

OPEN_ORIGINAL = "files.open_original"
SWEEP_FILES = "files.sweep_files"
