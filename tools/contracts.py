"""Import Linter contracts of our own."""

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FrontDoor(Contract):
    """A room may import another room's doors, and nothing else of it."""

    root = fields.StringField()
    doors = fields.SetField(subfield=fields.StringField())
    ignored_rooms = fields.SetField(subfield=fields.StringField(), required=False)
    importers_ignored = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        excused = cast(set[str], self.importers_ignored or set())
        broken = [
            (importer, imported)
            for importer in sorted(graph.modules)
            if importer.startswith(f"{self.root}.") and importer.split(".")[1] not in excused
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._by_the_window(importer, imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _by_the_window(self, importer: str, imported: str) -> bool:
        open_to_all = cast(set[str], self.ignored_rooms or set())
        parts = imported.split(".")
        if parts[0] != str(self.root) or len(parts) < 2:
            return False
        if parts[1] in {importer.split(".")[1], *open_to_all}:
            return False
        return len(parts) < 3 or parts[2] not in cast(set[str], self.doors)

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} enters {imported} by the window")
