"""What a team hands in by browser: documents, and the bill of materials."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import may
from teams.actions import bill, documents
from teams.models import Component, Document, Submission
from teams.web.forms import ComponentForm, DocumentForm, Press


@may("teams.hand_in", Submission)
def add_document(request, submission):
    kind = request.GET.get("kind", "")
    label = dict(Document.Kind.choices).get(kind, "")
    form = DocumentForm.of(request, initial={"kind": kind, "title": label})
    if form.attempt(documents.add, submission, by=request.user):
        message = _("%(document)s was handed in as version %(version)s.")
        facts = {"document": form.result.title, "version": form.result.version}
        messages.success(request, message % facts)
        return redirect(f"{submission.get_absolute_url()}#docs")
    page = {"submission": submission, "form": form}
    return render(request, "teams/document_new.html", page, status=form.status)


@may("teams.hand_in", Submission)
def add_component(request, submission):
    form = ComponentForm.of(request)
    if form.attempt(bill.declare, submission, by=request.user):
        messages.success(request, _("%(name)s stands on the bill.") % {"name": form.result.name})
        return redirect(f"{submission.get_absolute_url()}#bom")
    page = {"submission": submission, "form": form}
    return render(request, "teams/component.html", page, status=form.status)


@may("teams.hand_in", Component)
def change_component(request, component):
    submission = component.submission
    columns = {name: getattr(component, name) for name in ComponentForm.base_fields}
    form = ComponentForm.of(request, initial=columns)
    form.fields["name"].disabled = True  # it is the identity of the line
    if form.attempt(bill.declare, submission, by=request.user):
        messages.success(request, _("%(name)s was changed.") % {"name": component.name})
        return redirect(f"{submission.get_absolute_url()}#bom")
    page = {"submission": submission, "form": form, "component": component}
    return render(request, "teams/component.html", page, status=form.status)


@may("teams.hand_in", Component)
def remove_component(request, component):
    submission, form = component.submission, Press.of(request)
    if form.attempt(bill.remove, component, by=request.user):
        messages.success(request, _("%(name)s was taken off the bill.") % {"name": component.name})
        return redirect(f"{submission.get_absolute_url()}#bom")
    page = {"submission": submission, "form": form, "component": component}
    return render(request, "teams/component_remove.html", page, status=form.status)
