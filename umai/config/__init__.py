"""Settings, addresses, roles and wiring: the only place that sees everything."""
