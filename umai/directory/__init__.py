"""Agencies and NGOs, the services they offer, who is responsible for what."""
