from django.urls import path

from werkzaam.web.desk.views import claims, elements, joint, release, steps

app_name = "desk"
urlpatterns = [
    path("task/<slug:kind>/<int:pk>/", steps.task, name="task"),
    path("results/<int:pk>/", steps.results, name="results"),
    path("results/<int:pk>/<path:path>", steps.drawing, name="drawing"),
    path("claim/<int:pk>/", claims.claim, name="claim"),
    path("claim/<int:pk>/look/", claims.look, name="look"),
    path("claim/<int:pk>/leave-out/", claims.leave_out, name="leave_out"),
    path("element/<int:pk>/", elements.element, name="element"),
    path("row/<int:pk>/", joint.row, name="row"),
    path("row/<int:pk>/look/", joint.look_row, name="look_row"),
    path("release/<int:pk>/decide/", release.decide_release, name="decide_release"),
    path("<slug:code>/", steps.study, name="study"),
    path("<slug:code>/data/", steps.data, name="data"),
    path("<slug:code>/freeze/", steps.freeze, name="freeze"),
    path("<slug:code>/run/", steps.run, name="run"),
    path("<slug:code>/write/", steps.write, name="write"),
    path("<slug:code>/publish/", steps.publish, name="publish"),
    path("<slug:code>/claims/", claims.claims, name="claims"),
    path("<slug:code>/claims/new/<slug:kind>/", claims.new, name="new_claim"),
    path("<slug:code>/claims/lower/<slug:claim>/", joint.lower, name="lower"),
    path("<slug:code>/elements/", elements.elements, name="elements"),
    path("<slug:code>/joint/", joint.joint, name="joint"),
    path("<slug:code>/joint/new/", joint.new_row, name="new_row"),
    path("<slug:code>/report/", release.report, name="report"),
    path("<slug:code>/release/", release.release, name="release"),
    path("<slug:code>/release/ask/", release.ask_release, name="ask_release"),
    path("<slug:code>/recommendations/", release.recommendations, name="recommendations"),
    path("<slug:code>/recommendations/<slug:claim>/", release.uptake, name="uptake"),
    path("<slug:code>/withdrawn/", release.withdrawn, name="withdrawn"),
]
