"""Which templates Django's forms are drawn with."""

from django.forms.renderers import TemplatesSetting


class UmaiRenderer(TemplatesSetting):
    """Label, hint, error, control, in this order, from the templates of the look."""

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"
