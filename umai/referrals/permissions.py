"""What can be done with referrals. Roles are given these in umai/config/roles.py."""

READ_REFERRAL = "referrals.read_referral"
READ_TEAM_REFERRALS = "referrals.read_team_referrals"
MAKE_REFERRAL = "referrals.make_referral"
RECORD_ARRIVAL = "referrals.record_arrival"
# Also what a provider holds who came through the door with a code: for that one referral alone.
ANSWER_REFERRAL = "referrals.answer_referral"
COUNT_REFERRALS = "referrals.count_referrals"
