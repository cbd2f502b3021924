"""What is asked on the pages of referrals, from what was typed to the commands' input."""
