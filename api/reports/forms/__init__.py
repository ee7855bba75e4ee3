"""The forms of reports, one module each."""

from api.reports.forms.flat import CSV, JSON
from api.reports.forms.form import Form
from api.reports.forms.markdown import MARKDOWN
from api.reports.forms.page import PAGE
from api.reports.forms.paper import PDF
from api.reports.forms.pictures import PNG, SVG
from api.reports.forms.workbook import WORKBOOK

FORMS: dict[str, Form] = {form.ending: form for form in (WORKBOOK, CSV, MARKDOWN, PAGE, SVG, PNG, PDF, JSON)}
