from django.urls import path

from werkzaam.web.journey.views import appointment, appointment_feed, contact, today, trajectory

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/<slug:about>/", today.due, name="due"),
    path("contact/", contact.quick, name="quick"),
    path("contact/draft/", contact.keep, name="draft_keep"),
    path("contact/draft/<uuid:pk>/drop/", contact.drop, name="draft_drop"),
    path("trajectories/<int:pk>/appointments/", appointment.appointments, name="appointments"),
    path("trajectories/<int:pk>/appointments/plan/", appointment.plan, name="appointment_plan"),
    path("appointments/<uuid:pk>/", appointment.move, name="appointment_move"),
    path("appointments/<uuid:pk>/cancel/", appointment.cancel, name="appointment_cancel"),
    path("trajectories/<int:pk>/history/<slug:about>/", trajectory.history, name="history"),
    path("mine/appointments/", appointment.own_agenda, name="own_agenda"),
    path("mine/calendar/", appointment_feed.own_calendar, name="own_calendar"),
    path("mine/calendar/close/", appointment_feed.close, name="calendar_close"),
    path("calendar/<str:token>.ics", appointment_feed.feed, name="feed"),
]
