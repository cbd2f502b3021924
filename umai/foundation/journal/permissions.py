"""Reading what others did and read is a right of its own."""

READ_JOURNAL = "journal.read_journal"
