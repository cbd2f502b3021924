"""Who works here, in which team, as what, and until when."""
