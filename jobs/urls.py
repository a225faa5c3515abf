from django.urls import path

from jobs.web import jobs, mail

app_name = "jobs"
urlpatterns = [
    path("office/jobs/", jobs.index, name="index"),
    path("office/jobs/<uuid:uuid>/", jobs.job, name="job"),
    path("office/jobs/<uuid:uuid>/progress/", jobs.progress, name="progress"),
    path("office/jobs/<uuid:uuid>/cancel/", jobs.cancel, name="cancel"),
    path("office/jobs/<uuid:uuid>/again/", jobs.again, name="again"),
    path("office/mail/", mail.index, name="mail"),
    path("office/mail/<uuid:uuid>/again/", mail.again, name="mail_again"),
]
