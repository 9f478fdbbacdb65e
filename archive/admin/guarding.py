"""What only publishers may decide: the fields are locked for others, and a forgery is refused."""

from django.utils.translation import gettext_lazy as _

from archive.models import Status
from archive.models.records import Reviewed

PERMISSION = "archive.publish_record"
MAY_IMPORT = "archive.import_workbook"

# Fields that decide what the public sees, and what they are without a decision.
GUARDED = {"status": Status.DRAFT, "withdrawn": False, "withdrawal_reason": "", "unsourced": False}

OPEN_TO_ALL = [Status.DRAFT, Status.REVIEW]
REFUSED = _("Only publishers may publish, withdraw or mark as unsourced. Leave this as it is.")


def may_publish(user):
    return user.has_perm(PERMISSION)


def guarded(record):
    """The guarded fields that this record has; the status of progress is no decision."""
    for name in GUARDED:
        if hasattr(record, name) and (name != "status" or isinstance(record, Reviewed)):
            yield name


def lock(form):
    """Lock the guarded fields of a form whose user may not publish."""
    for name in guarded(form.instance):
        field = form.fields.get(name)
        if field is None:
            continue
        if name == "status" and (form.initial.get(name) or Status.DRAFT) in OPEN_TO_ALL:
            field.choices = [each for each in field.choices if each[0] in OPEN_TO_ALL]
            field.error_messages["invalid_choice"] = REFUSED
        else:
            field.disabled = True


def refuse_forgeries(form):
    """Put an error on every locked field that the request tries to change all the same."""
    for name in guarded(form.instance):
        field = form.fields.get(name)
        if field is None or not field.disabled or form.add_prefix(name) not in form.data:
            continue
        sent = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        if str(sent) != str(form.get_initial_for_field(field, name)):
            form.add_error(name, REFUSED)


def keep_decisions(record, stored):
    """Give `record` the guarded values of the row as stored, or those of a new one."""
    for name in guarded(record):
        setattr(record, name, GUARDED[name] if stored is None else getattr(stored, name))


def is_decided(record):
    """True if deleting the record would undo what a publisher decided: its address must answer."""
    if isinstance(record, Reviewed):
        return record.status not in OPEN_TO_ALL
    return getattr(record, "withdrawn", False)
