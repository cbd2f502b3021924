"""What can be done at the desk. Roles are given these in umai/config/roles.py."""

READ_DESK = "desk.read_desk"
FIND_CODE = "desk.find_code"
