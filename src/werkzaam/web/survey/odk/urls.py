from django.urls import path

from werkzaam.web.survey.odk import views

app_name = "odk"
FORM = "projects/<int:project>/forms/<str:form>"
urlpatterns = [
    path("sessions", views.sessions, name="sessions"),
    path("users/current", views.current_user, name="current_user"),
    path("projects", views.projects, name="projects"),
    path("projects/<int:project>", views.project, name="project"),
    path("projects/<int:project>/forms", views.forms, name="forms"),
    path(f"{FORM}.svc/Submissions", views.table, name="table"),
    path(f"{FORM}.svc", views.service, name="service"),
    path(f"{FORM}.svc/$metadata", views.metadata, name="metadata"),
    path(f"{FORM}.svc/Submissions/$count", views.count, name="count"),
    path(f"{FORM}.xml", views.form_xml, name="form_xml"),
    path(FORM, views.form, name="form"),
    path(f"{FORM}/submissions", views.submissions, name="submissions"),
    path(f"{FORM}/submissions/<str:instance>.xml", views.submission_xml, name="submission_xml"),
    path(f"{FORM}/submissions/<str:instance>", views.submission, name="submission"),
    path(f"{FORM}/submissions/<str:instance>/attachments", views.attachments, name="attachments"),
]
