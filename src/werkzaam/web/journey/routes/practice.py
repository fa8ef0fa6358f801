from django.urls import path

from werkzaam.web.journey.views import agreement, agreement_link, employer, practice

urlpatterns = [
    path("employers/", employer.employers, name="employers"),
    path("employers/new/", employer.employer_add, name="employer_add"),
    path("employers/<int:pk>/", employer.employer, name="employer"),
    path("employers/<int:pk>/edit/", employer.employer_edit, name="employer_edit"),
    path("employers/<int:pk>/contacts/new/", employer.employer_contact_add, name="employer_contact_add"),
    path("employer-contacts/<int:pk>/", employer.employer_contact, name="employer_contact"),
    path("employers/<int:pk>/vacancies/new/", employer.vacancy_add, name="vacancy_add"),
    path("vacancies/<int:pk>/", employer.vacancy, name="vacancy"),
    path("trajectories/<int:pk>/placements/", practice.placements, name="placements"),
    path("trajectories/<int:pk>/placements/new/", practice.placement_add, name="placement_add"),
    path("trajectories/<int:pk>/encounters/new/", practice.encounter_add, name="encounter_add"),
    path("placements/<uuid:pk>/", practice.placement, name="placement"),
    path("placements/<uuid:pk>/start/", practice.placement_start, name="placement_start"),
    path("placements/<uuid:pk>/cancel/", practice.placement_cancel, name="placement_cancel"),
    path("placements/<uuid:pk>/end/", practice.placement_end, name="placement_end"),
    path("placements/<uuid:pk>/agreement/", agreement.agreement_draw_up, name="agreement_draw_up"),
    path("placements/<uuid:pk>/agreement/sign/", agreement.agreement_sign, name="agreement_sign"),
    path("check-ins/<int:pk>/", agreement.check_in, name="check_in"),
    path("check-ins/<int:pk>/ask/", agreement.check_in_ask, name="check_in_ask"),
    path("mine/placements/", agreement.own_placements, name="own_placements"),
    path("mine/check-ins/<int:pk>/", agreement.own_check_in, name="own_check_in"),
    path("mine/agreements/<int:pk>/", agreement.own_agreement, name="own_agreement"),
    path("agreement/", agreement_link.agreement_resend, name="agreement_resend"),
    path("agreement/<str:token>/", agreement_link.agreement_link, name="agreement_link"),
    path("chain/", practice.chain, name="chain"),
]
