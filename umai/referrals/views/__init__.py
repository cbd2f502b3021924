"""The pages of referrals: refer, send, answer, take in, look."""
