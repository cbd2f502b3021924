"""Who must be told: in-app notices, mails that say nothing, and the on-call roster."""
