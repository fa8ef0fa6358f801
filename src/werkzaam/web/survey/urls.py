from django.urls import path

from werkzaam.web.survey import views

app_name = "survey"
urlpatterns = [
    path("instruments/", views.instruments, name="instruments"),
    path("instruments/add/", views.add_instrument, name="add_instrument"),
    path("instruments/<int:number>/", views.instrument, name="instrument"),
    path("studies/<slug:code>/", views.field, name="field"),
    path("studies/<slug:code>/rounds/", views.open_round, name="open_round"),
    path("studies/<slug:code>/rounds/<int:number>/invite/", views.invite, name="invite"),
    path("studies/<slug:code>/rounds/<int:number>/renew/", views.renew, name="renew"),
]
