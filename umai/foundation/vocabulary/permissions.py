"""Looking at lists and rules, and editing them."""

READ_LISTS = "vocabulary.read_lists"
EDIT_LISTS = "vocabulary.edit_lists"
