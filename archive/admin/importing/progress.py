"""Progress: how far a job is, in words and figures."""

from django.utils.translation import gettext as _


def told(state):
    """What the page and its script tell while a job is at work."""
    return {
        "is_running": state.is_running,
        "done": state.done,
        "total": state.total,
        "words": words(state),
    }


def words(state):
    match state.step:
        case "reading":
            return _("The file is read.")
        case "rows":
            figures = {"done": f"{state.done:,}", "total": f"{state.total:,}"}
            return _("Row %(done)s of %(total)s.") % figures
        case "records":
            figures = {"done": f"{state.done:,}", "total": f"{state.total:,}"}
            return _("Record %(done)s of %(total)s.") % figures
        case "settling" if state.stage == "applying":
            return _("All rows are in. What the public sees and the search are brought up to date.")
        case "settling":
            return _("All rows were looked at.")
        case "marking":
            return _("The problems are written beside your rows.")
    return _("It waits for its turn.")
