"""Countries, regions, districts and border points, with the names they once had."""
