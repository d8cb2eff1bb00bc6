#!/usr/bin/env python3
"""Reads an iCalendar file from the standard input as other programs do, with `icalendar` and `vobject`, and says what it holds:
a line for each event. Ends with 3 where neither can be imported."""

import sys

text = sys.stdin.buffer.read().decode("utf-8")
readers = 0
try:
    import icalendar
except ImportError:
    icalendar = None
try:
    import vobject
except ImportError:
    vobject = None

if icalendar:
    readers += 1
    calendar = icalendar.Calendar.from_ical(text)
    for event in calendar.walk("VEVENT"):
        if event.errors:
            sys.exit(f"icalendar: {event.errors}")
        print(f"icalendar\t{event['UID']}\t{event['DTSTART'].dt.isoformat()}\t{event['SUMMARY']}")
if vobject:
    readers += 1
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    for event in getattr(calendar, "vevent_list", []):
        print(f"vobject\t{event.uid.value}\t{event.dtstart.value.isoformat()}\t{event.summary.value}")

sys.exit(0 if readers else 3)
