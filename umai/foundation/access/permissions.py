"""What can be done about people and postings. Roles are given these in umai/config/roles.py."""

READ_PEOPLE = "access.read_people"
OPEN_PERSON = "access.open_person"
CLOSE_PERSON = "access.close_person"
OPEN_POSTING = "access.open_posting"
CONFIRM_POSTING = "access.confirm_posting"
END_POSTING = "access.end_posting"
