from django.urls import path

from werkzaam.web.journey.views import caseload

urlpatterns = [
    path("caseload/", caseload.caseload, name="caseload"),
    path("caseload/reassign/", caseload.reassign, name="caseload_reassign"),
]
