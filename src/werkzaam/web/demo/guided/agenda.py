"""Appointments of the coming days, and one of yesterday of which nobody said yet how it went."""

from __future__ import annotations

from datetime import timedelta

from werkzaam.web.demo.cast import Stage, id_of, moment
from werkzaam.web.journey.actions import appointment

AHEAD = (
    ("p01", 2, 10, "neighbourhood-place", "Buurthuis De Linde", ""),
    ("p05", 1, 9, "telephone", "", ""),
    ("p13", 3, 14, "home-visit", "", ""),
    ("p17", 6, 11, "neighbourhood-place", "Bibliotheek Vlierhoek", ""),
    ("p01", 16, 10, "office", "", "Wijkteam Noord, kamer 2"),
    ("p02", 1, 13, "neighbourhood-place", "Huis van de wijk Wilgenpoort", ""),
    ("p21", -1, 15, "neighbourhood-place", "Buurthuis De Linde", ""),
)


def plan(stage: Stage) -> None:
    for number, (key, days, hour, channel, place, where) in enumerate(AHEAD):
        made, starts = stage.today - timedelta(days=3), moment(stage.today + timedelta(days=days), hour)
        appointment.plan_appointment(
            by=stage.access(stage.coach(key), made),
            at=moment(made),
            id=id_of(key, "appointment", number),
            trajectory=stage.trajectories[key],
            starts_at=starts,
            ends_at=starts + timedelta(minutes=45),
            channel=channel,
            place=stage.places.get(place),
            where=where,
        )
