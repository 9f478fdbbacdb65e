"""The pages of events."""

from archive.filters import EventFilter
from archive.models import Event
from archive.views.details import RecordDetail
from archive.views.lists import RecordList


class EventList(RecordList):
    filterset_class = EventFilter
    queryset = Event.objects.public().for_list().latest_first()
    template_name = "archive/event_list.html"
    context_object_name = "events"


class EventDetail(RecordDetail):
    queryset = Event.objects.all()
    template_name = "archive/event_detail.html"
    context_object_name = "event"
