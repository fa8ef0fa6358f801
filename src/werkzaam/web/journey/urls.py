from werkzaam.web.journey.routes import (
    caseload,
    contact,
    intake,
    lines,
    neighbourhood,
    offer,
    outcome,
    plan,
    practice,
    programme,
    training,
    trajectory,
    voice,
)

app_name = "journey"
urlpatterns = [
    *contact.urlpatterns,
    *trajectory.urlpatterns,
    *programme.urlpatterns,
    *intake.urlpatterns,
    *plan.urlpatterns,
    *offer.urlpatterns,
    *training.urlpatterns,
    *practice.urlpatterns,
    *lines.urlpatterns,
    *neighbourhood.urlpatterns,
    *voice.urlpatterns,
    *caseload.urlpatterns,
    *outcome.urlpatterns,
]
