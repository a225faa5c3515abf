from django.urls import path

from scoring.web import custody, desk, documents, panel, reports, sheets

app_name = "scoring"
urlpatterns = [
    path("evaluate/", desk.home, name="desk"),
    path("evaluate/sheet/<uuid:uuid>/", sheets.sheet, name="sheet"),
    path("evaluate/sheet/<uuid:uuid>/draft/", sheets.draft, name="draft"),
    path("evaluate/sheet/<uuid:uuid>/seal/", sheets.seal, name="seal"),
    path("evaluate/sheet/<uuid:uuid>/document/<int:number>/", documents.document, name="document"),
    path("evaluate/<slug:form__slug>/pledge/", desk.pledge, name="pledge"),
    path("evaluate/<slug:form__slug>/conflict/", desk.declare, name="conflict"),
    path("evaluate/<slug:form__slug>/step-down/", desk.step_down, name="step_down"),
    path("evaluate/<slug:form__slug>/open/<str:code>/", sheets.start, name="open"),
    path("panel/", panel.home, name="panels"),
    path("panel/<uuid:uuid>/", panel.panel, name="panel"),
    path("panel/<uuid:uuid>/draft/", panel.draft, name="panel_draft"),
    path("panel/<uuid:uuid>/seal/", panel.seal, name="panel_seal"),
    path("originality/<uuid:uuid>/", reports.report, name="originality"),
    path("originality/<uuid:uuid>/report.json", reports.report_json, name="originality_json"),
    path("benchmarks/<uuid:uuid>/", reports.run, name="run"),
    path("benchmarks/<uuid:uuid>/run.json", reports.run_json, name="run_json"),
    path("custody/", custody.home, name="custody"),
    path("custody/<uuid:uuid>/outputs/", custody.outputs, name="outputs"),
]
