"""Two editors, one record: the second is told what the first did, and loses nothing."""

from django.db.models import ForeignKey, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.template_utils import ObjDiffDisplay

BOOKKEEPING = {"version", "created_at", "updated_at"}  # nothing that an editor changed
LONGEST = 160  # characters of a value that a message repeats, around what differs


def values_at(record, version, names):
    """The values of these fields when the record had that version; {} where history is silent."""
    then = record.history.filter(version=version).order_by("-history_id").first()
    if then is None:
        return {}
    fields = {field.name: field for field in record._meta.concrete_fields}
    kept = {field.name for field in then._meta.concrete_fields}
    return {
        name: fields[name].value_from_object(then)
        for name in names
        if name in fields and name in kept
    }


def last_saving(record, version):
    """Who saved the record last since it had that version, and when, in words."""
    last = (
        record.history.filter(version__gt=version)
        .select_related("history_user")
        .order_by("-history_id")
        .first()
    )
    who = str(last.history_user) if last and last.history_user else _("Somebody")
    if last is None:
        return _("%(who)s saved this after you opened it.") % {"who": who}
    when = date_format(timezone.localtime(last.history_date), "DATETIME_FORMAT")
    return _("%(who)s saved this after you opened it, on %(when)s.") % {"who": who, "when": when}


def conflict(form, opened):
    """The sentences of a refusal; takes over in `form` what only the colleague changed.

    `form.initial` holds the values that the editor saw. What both changed stays as the
    editor typed it. The form moves on to the stored version: who saves again has read this.
    """
    record = type(form.instance)._default_manager.get(pk=form.instance.pk)
    said = [last_saving(record, opened)]
    form.data = form.data.copy()
    for name in form.fields:
        field = next((each for each in record._meta.concrete_fields if each.name == name), None)
        if field is None or not field.editable:
            continue
        theirs = field.value_from_object(record)
        if not form.fields[name].has_changed(form.initial.get(name), theirs):
            continue
        if name in form.changed_data:
            mine = form.cleaned_data.get(name, "")
            said.append(both_changed(field, theirs, mine.pk if isinstance(mine, Model) else mine))
        else:
            said.append(they_changed(field, form.initial.get(name), theirs))
            put(form, name, theirs)
    put(form, "opened_version", record.version)
    said.append(_("Nothing of yours was saved or lost. Look it through and save again."))
    return said


def both_changed(field, theirs, mine):
    theirs, mine = shortened(field, theirs, mine)
    message = _("%(field)s: they wrote “%(theirs)s”, you wrote “%(mine)s”. Yours stands below.")
    return message % {"field": label_of(field), "theirs": theirs, "mine": mine}


def they_changed(field, before, theirs):
    before, theirs = shortened(field, before, theirs)
    message = _("%(field)s was “%(before)s” and is now “%(theirs)s”. It was taken over below.")
    return message % {"field": label_of(field), "before": before, "theirs": theirs}


def label_of(field):
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def shortened(field, *values):
    """The values as an editor knows them, cut to where they differ."""
    return ObjDiffDisplay(max_length=LONGEST).common_shorten_repr(
        *(in_words(field, value) for value in values)
    )


def in_words(field, value):
    if value in (None, "", []):
        return _("nothing")
    if isinstance(field, ForeignKey):
        return str(field.related_model._default_manager.filter(pk=value).first() or value)
    labels = {str(key): str(label) for key, label in field.choices or []}
    if isinstance(value, list):
        return ", ".join(labels.get(str(term), str(term)) for term in value)
    return labels.get(str(value), str(value))


def put(form, name, value):
    """Write a value into what the form shows as typed."""
    key = form.add_prefix(name)
    if isinstance(value, list):
        form.data.setlist(key, value)
    elif value is None or value is False:
        form.data.pop(key, None)
    else:
        form.data[key] = "on" if value is True else str(value)
