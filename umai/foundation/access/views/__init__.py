"""The pages of people, postings and one's own account."""
