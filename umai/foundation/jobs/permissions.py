"""Whether the machine does its work is for those who answer for it."""

READ_HEALTH = "jobs.read_health"
