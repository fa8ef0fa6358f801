from django.urls import path

from werkzaam.web.study.views import editing, lottery, papers, power, study

app_name = "study"
urlpatterns = [
    path("", study.studies, name="studies"),
    path("new/", study.new, name="new"),
    path("<slug:code>/", study.study, name="study"),
    path("<slug:code>/plan.toml", study.plan, name="plan"),
    path("<slug:code>/amend/", study.amend, name="amend"),
    path("<slug:code>/amend/expect/", editing.expect, name="expect"),
    path("<slug:code>/amend/<slug:section>/", editing.edit, name="edit"),
    path("<slug:code>/review/", study.review, name="review"),
    path("<slug:code>/lock/", study.lock, name="lock"),
    path("<slug:code>/open/", study.open_outcomes, name="open"),
    path("<slug:code>/power/", power.power_page, name="power"),
    path("<slug:code>/allocate/", study.allocate, name="allocate"),
    path("<slug:code>/lottery/", lottery.lottery, name="lottery"),
    path("<slug:code>/lottery/draw/", lottery.draw, name="draw"),
    path("<slug:code>/lottery/close/", lottery.close, name="close"),
    path("<slug:code>/lottery/drawn.csv", lottery.drawn, name="drawn"),
    path("<slug:code>/districts/", lottery.districts, name="districts"),
    path("<slug:code>/told/<slug:reader>/", papers.told, name="told"),
    path("<slug:code>/registration/", papers.document, name="document"),
    path("<slug:code>/registration/<slug:tongue>.pdf", papers.paper, name="paper"),
    path("<slug:code>/waves/<slug:wave>/", study.schedule, name="schedule"),
    path("<slug:code>/deviations/", study.deviate, name="deviate"),
]
