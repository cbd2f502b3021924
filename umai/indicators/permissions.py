"""What can be done with the numbers."""

READ_REPORT = "indicators.read_report"
LIST_BEHIND = "indicators.list_behind"
COMPARE_PUBLISHED = "indicators.compare_published"
