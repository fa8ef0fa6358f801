from django.urls import path

from werkzaam.web.journey.views import outcome, outcome_table

urlpatterns = [
    path("trajectories/<int:pk>/course/", outcome.course, name="course"),
    path("trajectories/<int:pk>/outcome/", outcome.outcome_new, name="outcome_new"),
    path("outcomes/<uuid:pk>/end/", outcome.outcome_end, name="outcome_end"),
    path("aftercare/<int:pk>/", outcome.aftercare, name="aftercare"),
    path("outcomes/", outcome_table.outcomes, name="outcomes"),
    path("outcomes/funder/", outcome_table.funder_export, name="funder_export"),
    path("statutory/", outcome_table.statutory, name="statutory"),
    path("statutory/export/", outcome_table.statutory_export, name="statutory_export"),
    path("statutory/code/", outcome_table.provision_code, name="provision_code"),
]
