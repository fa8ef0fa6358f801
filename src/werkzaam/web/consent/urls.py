from django.urls import path

from werkzaam.web.consent import views

app_name = "consent"
urlpatterns = [
    path("mine/", views.own, name="own"),
    path("mine/<slug:purpose>/give/", views.give, name="give"),
    path("mine/<slug:purpose>/withdraw/", views.withdraw, name="withdraw"),
    path("keys/", views.keys, name="keys"),
    path("keys/envelopes/", views.envelopes, name="envelopes"),
    path("keys/issue/", views.issue, name="issue"),
]
