from django.urls import path

from werkzaam.web.journey.views import hand_over, lines, lines_question

urlpatterns = [
    path("commitments/", lines.commitments, name="commitments"),
    path("commitments/new/", lines.agree, name="commitment_add"),
    path("commitments/<int:pk>/settle/", lines.settle, name="commitment_settle"),
    path("trajectories/<int:pk>/lines/", lines_question.lines, name="lines"),
    path("trajectories/<int:pk>/lines/ask/", lines_question.ask, name="short_line_ask"),
    path("questions/", lines_question.short_lines, name="short_lines"),
    path("questions/<uuid:pk>/", lines_question.short_line, name="short_line"),
    path("trajectories/<int:pk>/hand-over/", hand_over.ask, name="hand_over_ask"),
    path("hand-overs/<int:pk>/", hand_over.hand_over, name="hand_over"),
    path("hand-overs/<int:pk>/withdraw/", hand_over.withdraw, name="hand_over_withdraw"),
    path("mine/hand-overs/", hand_over.own_hand_overs, name="own_hand_overs"),
    path("mine/hand-overs/<int:pk>/", hand_over.own_hand_over, name="own_hand_over"),
]
