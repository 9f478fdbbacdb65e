"""The screen of merging: choose the other record, see what would happen, do exactly that."""

from archive.admin.merging.pages import MergeableAdmin

__all__ = ["MergeableAdmin"]
