"""Referrals: handing a child or a family on to who can help, and hearing whether it did."""
