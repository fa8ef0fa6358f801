from django.urls import path

from werkzaam.web.journey.views import training, training_certificate, training_enrol, training_roll

urlpatterns = [
    path("groups/", training.groups, name="groups"),
    path("groups/new/", training.group_new, name="group_new"),
    path("groups/<int:pk>/", training.group, name="group"),
    path("groups/<int:pk>/edit/", training.group_edit, name="group_edit"),
    path("groups/<int:pk>/series/", training.group_series, name="group_series"),
    path("groups/<int:pk>/sessions/new/", training.session_new, name="session_new"),
    path("groups/<int:pk>/enrol/", training_enrol.group_enrol, name="group_enrol"),
    path("sessions/<int:pk>/", training.session_edit, name="session_edit"),
    path("sessions/<int:pk>/roll/", training_roll.group_roll, name="group_roll"),
    path("sessions/<int:pk>/marks/", training_roll.group_marks, name="group_marks"),
    path("enrolments/<int:pk>/place/", training_enrol.enrolment_place, name="enrolment_place"),
    path("enrolments/<int:pk>/stop/", training_enrol.enrolment_stop, name="enrolment_stop"),
    path("enrolments/<int:pk>/certificate/", training_certificate.certificate, name="certificate"),
    path(
        "enrolments/<int:pk>/certificate/new/", training_certificate.certificate_new, name="certificate_new"
    ),
    path("mine/training/", training_certificate.own_training, name="own_training"),
    path("mine/certificates/<int:pk>/", training_certificate.own_certificate, name="own_certificate"),
]
