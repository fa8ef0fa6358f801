"""The side of django-helpdesk: fills its tables once, then opens what it is asked to, one line a time.

Runs in the environment of django-helpdesk, never in ours: `guidance_beside.py` starts it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

TEAMS, COACHES, EACH = 50, 4, 40
NOTE = "Samen gebeld met het taalhuis; volgende week nemen we de brief mee en kijken we verder."


def fill(people: int) -> None:
    """A queue a team, a user a coach, a ticket a participant, forty follow-ups each; two in five are open."""
    from django.contrib.auth.models import Permission, User
    from django.db import connection
    from helpdesk.models import Queue, UserSettings

    queues = [Queue.objects.create(title=f"Team {n}", slug=f"team-{n}") for n in range(1, TEAMS + 1)]
    for n in range(TEAMS * COACHES):
        user = User.objects.create(username=f"coach{n}", email=f"coach{n}@example.org", is_staff=True)
        code = queues[n // COACHES].permission_name.split(".")[1]
        user.user_permissions.add(Permission.objects.get(codename=code))
        UserSettings.objects.update_or_create(user=user, defaults={"tickets_per_page": 50})
    users = list(User.objects.order_by("pk").values_list("pk", flat=True))
    now = datetime.now(UTC)
    with connection.cursor() as cursor:
        for first in range(1, people + 1, 1000):
            numbers = range(first, min(first + 1000, people + 1))
            copy(cursor, "helpdesk_ticket", [ticket(n, queues, users, now) for n in numbers])
            copy(cursor, "helpdesk_followup", [one for n in numbers for one in followups(n, users, now)])
        for table in ("helpdesk_ticket", "helpdesk_followup"):
            counter = f"pg_get_serial_sequence('{table}', 'id')"
            cursor.execute(f"SELECT setval({counter}, (SELECT max(id) + 1 FROM {table}))")
        cursor.execute("VACUUM ANALYZE")


def whose(n: int, users: list[int]) -> int:
    return users[((n - 1) % TEAMS) * COACHES + (n // 50) % COACHES]


def ticket(n: int, queues: list[Any], users: list[int], now: datetime) -> dict[str, Any]:
    rng = Random(n)
    made = now - timedelta(days=rng.randrange(60, 1500))
    return {
        "id": n, "title": f"Amina Voorbeeldsma-{n % 997}", "created": made, "modified": made, "on_hold": False,
        "submitter_email": "", "status": 1 if rng.random() < 0.4 else 4, "description": "Een eigen zaak",
        "priority": 3, "queue_id": queues[(n - 1) % TEAMS].pk, "assigned_to_id": whose(n, users),
        "secret_key": "x" * 36,
    }  # fmt: skip


def followups(n: int, users: list[int], now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "id": n * EACH + k, "ticket_id": n, "date": now - timedelta(days=k * 5 + 1), "title": "Comment",
            "comment": NOTE, "public": False, "user_id": whose(n, users), "email_recipients": "[]",
        }
        for k in range(EACH)
    ]  # fmt: skip


def copy(cursor: Any, table: str, rows: list[dict[str, Any]]) -> None:
    names = ", ".join(rows[0])
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into:
        for row in rows:
            into.write_row(list(row.values()))


class Visitor:
    """A coach of the fifth team, and what that coach opens."""

    def __init__(self) -> None:
        from django.contrib.auth.models import User
        from django.test import Client
        from helpdesk.models import Ticket

        self.client, self.user = Client(), User.objects.get(username="coach16")
        self.client.force_login(self.user)
        mine = Ticket.objects.filter(assigned_to=self.user, status=1)
        self.queue = mine[0].queue_id
        self.tickets = list(mine.values_list("pk", flat=True)[:500])
        self.list_page = f"/tickets/?assigned_to={self.user.pk}&status=1"

    def do(self, what: str, turn: int) -> float:
        one = self.tickets[turn * 7 % len(self.tickets)]
        began = time.perf_counter()
        if what == "case list":
            self.answered(self.client.get(self.list_page), 200)
            self.rows()
        elif what == "case list, rows alone":
            self.rows()
        elif what == "timeline":
            self.answered(self.client.get(f"/tickets/{one}/"), 200)
        else:
            data = {
                "comment": "Samen gebeld",
                "new_status": 1,
                "priority": 3,
                "title": "Amina",
                "owner": self.user.pk,
                "queue": self.queue,
            }
            self.answered(self.client.post(f"/tickets/{one}/update/", data), 302)
        return time.perf_counter() - began

    def rows(self) -> None:
        """What the page of the list asks for by itself: fifty rows."""
        from helpdesk.query import query_to_base64

        wanted = {"assigned_to__id__in": [self.user.pk], "status__in": [1]}
        asked = query_to_base64(
            {
                "filtering": wanted,
                "filtering_null": {},
                "sorting": "created",
                "sortreverse": None,
                "search_string": "",
            }
        )
        response = self.client.get(
            f"/datatables_ticket_list/{asked}", {"draw": "1", "start": "0", "length": "50"}
        )
        self.answered(response, 200)
        assert len(response.json()["data"]) == 50, len(response.json()["data"])

    def answered(self, response: Any, status: int) -> None:
        assert response.status_code == status, (response.status_code, response.content[:2000])


def main() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk_settings"
    django.setup()
    from django.core.management import call_command
    from helpdesk.models import Ticket

    call_command("migrate", verbosity=0)
    if not Ticket.objects.exists():
        fill(int(sys.argv[1]))
    visitor = Visitor()
    print("ready", flush=True)
    for line in sys.stdin:
        what, turn = json.loads(line)
        print(json.dumps(visitor.do(what, turn)), flush=True)


if __name__ == "__main__":
    main()
