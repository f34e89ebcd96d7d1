"""Calendars (iCalendar) as records: a row for each event, task and note."""

import re
from typing import Any

from icalendar import Calendar
from icalendar.prop import vBroken

from conversion.engines.structured.trees import Record
from conversion.errors import DamagedFileError

KINDS = {"VEVENT": "event", "VTODO": "task", "VJOURNAL": "note"}
BEGIN, END = "BEGIN:VCALENDAR", "END:VCALENDAR"
CALENDAR = re.compile(BEGIN, re.IGNORECASE)
ENTRY_END = re.compile(r"END:V(?:EVENT|TODO|JOURNAL)\Z", re.IGNORECASE)  # where the last line is missing
# Properties by the column that they go to.
COLUMNS = {
    "summary": "SUMMARY",
    "start": "DTSTART",
    "end": "DTEND",
    "due": "DUE",
    "location": "LOCATION",
    "description": "DESCRIPTION",
    "organizer": "ORGANIZER",
    "attendees": "ATTENDEE",
    "repeats": "RRULE",
    "status": "STATUS",
    "website": "URL",
    "uid": "UID",
}


def read(content: str) -> list[Record]:
    """The entries of every calendar in it, as they stand, or of none around them; raises `DamagedFileError`."""
    content = content.strip()
    if not CALENDAR.match(content):
        content = f"{BEGIN}\n{content}\n{END}"
    elif ENTRY_END.search(content):
        content += f"\n{END}"
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise DamagedFileError(str(error)) from error
    entries = [(KINDS.get(entry.name or ""), entry) for calendar in calendars for entry in calendar.walk()]
    return [{"kind": kind, **_record(entry)} for kind, entry in entries if kind]


def _record(entry: Any) -> Record:
    return {column: _value(entry[name]) for column, name in COLUMNS.items() if name in entry}


def _value(value: Any) -> Any:
    """Dates stay dates; rules are told in iCalendar's own words."""
    if isinstance(value, list):
        return ", ".join(str(_value(item)) for item in value)
    if isinstance(value, vBroken):
        return value.to_ical().decode()
    if hasattr(value, "dt"):
        return value.dt
    if isinstance(value, dict):
        return value.to_ical().decode()  # type: ignore[attr-defined] # a rule
    return str(value).removeprefix("mailto:").removeprefix("MAILTO:")
