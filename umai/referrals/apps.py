from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "umai.referrals"
    label = "referrals"
