from django.urls import path

from werkzaam.web.journey.views import consents, intake, numbers, trajectory

urlpatterns = [
    path("persons/<uuid:person_id>/", intake.person, name="person"),
    path("persons/<uuid:person_id>/start/", intake.start, name="start"),
    path("persons/<uuid:person_id>/consents/", consents.consents, name="consents"),
    path("persons/<uuid:person_id>/consents/<slug:purpose>/give/", consents.give, name="give"),
    path("persons/<uuid:person_id>/consents/<slug:purpose>/withdraw/", consents.withdraw, name="withdraw"),
    path("trajectories/<int:pk>/", trajectory.trajectory, name="trajectory"),
    path("trajectories/<int:pk>/need/", intake.need, name="need"),
    path("trajectories/<int:pk>/rung/", trajectory.rung, name="rung"),
    path("trajectories/<int:pk>/phase/", trajectory.phase, name="phase"),
    path("trajectories/<int:pk>/end/", trajectory.end, name="end"),
    path("intensity/", numbers.intensity, name="intensity"),
    path("counts/", numbers.counts, name="counts"),
]
