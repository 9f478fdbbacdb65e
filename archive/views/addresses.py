"""What an address may hold: slugs in any script, the kinds of records, and nothing else."""

from archive.models import RECORDS
from archive.resources import SHEET_OF


class SlugInAnyScript:
    """A path converter for the slugs of records and facts: letters, digits, - and _."""

    regex = r"[-\w]{1,120}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class KindOfRecords:
    """A path converter for the plural words: articles, officials …"""

    regex = "|".join(SHEET_OF[model] for model in RECORDS.values())

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class KindOfFile:
    """A path converter for the kinds of file that a list can be taken away as."""

    regex = "csv|xlsx|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
