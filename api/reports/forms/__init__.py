"""The forms of reports, one module each."""

from api.reports.forms.flat import CSV, JSON
from api.reports.forms.form import Form
from api.reports.forms.markdown import MARKDOWN

FORMS: dict[str, Form] = {form.ending: form for form in (CSV, MARKDOWN, JSON)}
