"""Russian as Django knows it, with a leading zero in hours so that lists stand in line."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y г. H:i"
