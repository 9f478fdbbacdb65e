"""What an address may hold: slugs in any script, and nothing else."""


class SlugInAnyScript:
    """A path converter for the slugs of records and facts: letters, digits, - and _."""

    regex = r"[-\w]{1,120}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
