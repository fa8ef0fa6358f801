from django.urls import path

from werkzaam.web.study import views

app_name = "study"
urlpatterns = [
    path("", views.studies, name="studies"),
    path("new/", views.new, name="new"),
    path("<slug:code>/", views.study, name="study"),
    path("<slug:code>/plan.toml", views.plan, name="plan"),
    path("<slug:code>/amend/", views.amend, name="amend"),
    path("<slug:code>/lock/", views.lock, name="lock"),
    path("<slug:code>/allocate/", views.allocate, name="allocate"),
    path("<slug:code>/waves/<slug:wave>/", views.schedule, name="schedule"),
    path("<slug:code>/deviations/", views.deviate, name="deviate"),
]
