"""The import screen: upload, headers, plan, questions, progress, outcome, undo."""
