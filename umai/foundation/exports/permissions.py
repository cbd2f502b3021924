"""Taking data out of the house is a right of its own."""

EXPORT = "exports.export"
