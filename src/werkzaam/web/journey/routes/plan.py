from django.urls import path

from werkzaam.web.journey.views import own, own_data, plan, plan_coach

urlpatterns = [
    path("mine/", own.own, name="own"),
    path("mine/data/", own_data.page, name="own_data"),
    path("mine/data/json/", own_data.as_json, name="own_data_json"),
    path("mine/data/pdf/", own_data.as_pdf, name="own_data_pdf"),
    path("mine/goals/", plan.goal_write, name="goal_write"),
    path("mine/goals/<uuid:pk>/", plan.goal, name="goal"),
    path("mine/goals/<uuid:pk>/status/", plan.goal_settle, name="goal_settle"),
    path("mine/goals/<uuid:pk>/steps/", plan.step_write, name="step_write"),
    path("mine/goals/<uuid:pk>/scale/", plan.goal_scale, name="goal_scale"),
    path("mine/goals/<uuid:pk>/score/", plan.goal_score, name="goal_score"),
    path("mine/steps/<uuid:pk>/", plan.step, name="step"),
    path("mine/steps/<uuid:pk>/status/", plan.step_settle, name="step_settle"),
    path("mine/proposals/<uuid:pk>/", plan.proposal, name="proposal"),
    path("trajectories/<int:pk>/plan/", plan_coach.plan, name="plan"),
    path("trajectories/<int:pk>/plan/propose/", plan_coach.propose, name="plan_propose"),
    path("goals/<uuid:pk>/rate/", plan_coach.rate, name="plan_rate"),
    path("plan-proposals/<uuid:pk>/withdraw/", plan_coach.withdraw, name="plan_withdraw"),
]
