"""What can be done with people whom we know. Roles are given these in umai/config/roles.py."""

FIND_PEOPLE = "people.find_people"
LOAD_PEOPLE = "people.load_people"
