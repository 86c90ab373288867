# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import ast
import functools

from lxml import etree

from odoo import fields, models
from odoo.tools import file_open

# Attributes that name one field, and those that name several.
FIELD_ATTRIBUTES = (
    "date_start",
    "date_stop",
    "deadline",
    "color",
    "progress",
    "dependency_field",
    "consolidation",
    "bundle",
)
DATE_ATTRIBUTES = ("date_start", "date_stop", "deadline")
SCALES = ("day", "week", "weeks", "month", "year")
SWITCHES = (
    "create",
    "delete",
    "display_unavailability",
    "edit",
    "plan",
    "sample",
    "total_row",
)
PRECISIONS = ("minute:", "hour:", "day:")


@functools.cache
def get_schema():
    """What a planning view may consist of."""
    with file_open("service_management/rng/service_gantt_view.rng", "rb") as file:
        return etree.RelaxNG(etree.parse(file))


def split_names(text):
    return [name.strip() for name in (text or "").split(",") if name.strip()]


class IrUiView(models.Model):
    """The planning view: who does it in rows, records as blocks on a time line."""

    _inherit = "ir.ui.view"

    type = fields.Selection(selection_add=[("service_gantt", "Planning")])

    def _get_view_info(self):
        planning = {"service_gantt": {"icon": "fa fa-tasks"}}
        return planning | super()._get_view_info()

    def _is_qweb_based_view(self, view_type):
        return super()._is_qweb_based_view(view_type) or view_type == "service_gantt"

    # === VALIDATION === #

    def _validate_tag_service_gantt(self, node, name_manager, node_info):
        for name in self._get_service_gantt_fields(node):
            name_manager.has_field(node, name, node_info)
        if not node_info["validate"]:
            return
        self._check_service_gantt_fields(node, name_manager.model)
        self._check_service_gantt_schema(node)
        self._check_service_gantt_switches(node)
        self._check_service_gantt_groups(node, name_manager.model)
        self._check_service_gantt_scales(node)

    def _postprocess_tag_service_gantt(self, node, name_manager, node_info):
        """What the attributes name is read with the view."""
        for name in self._get_service_gantt_fields(node):
            name_manager.has_field(node, name, node_info)

    def _get_service_gantt_fields(self, node):
        """Fields that the attributes of the view name."""
        named = [node.get(attribute) for attribute in FIELD_ATTRIBUTES]
        return [*filter(None, named), *split_names(node.get("default_group_by"))]

    def _check_service_gantt_schema(self, node):
        """Say everything that is wrong with the tags and attributes."""
        copy = etree.Element(node.tag, node.attrib)
        copy.attrib.pop("__validate__", None)
        for child in node.iterchildren(etree.Element):
            copy.append(etree.Element(child.tag))
        schema = get_schema()
        if not schema.validate(copy):
            self._raise_view_error(
                self.env._(
                    "This is no valid planning view: %s",
                    "; ".join(error.message for error in schema.error_log),
                ),
                node,
            )

    def _check_service_gantt_fields(self, node, model):
        for attribute in FIELD_ATTRIBUTES:
            name = node.get(attribute)
            if not name and attribute not in ("date_start", "date_stop"):
                continue
            field = model._fields.get(name)
            if not field:
                self._raise_view_error(
                    self.env._(
                        "“%(attribute)s” of a planning view must name a field; "
                        "%(model)s has no field “%(name)s”.",
                        attribute=attribute,
                        model=model._name,
                        name=name or "",
                    ),
                    node,
                )
            if attribute in DATE_ATTRIBUTES and field.type not in ("date", "datetime"):
                self._raise_view_error(
                    self.env._(
                        "“%(attribute)s” of a planning view must be a date or a time; "
                        "%(field)s is neither.",
                        attribute=attribute,
                        field=name,
                    ),
                    node,
                )

    def _check_service_gantt_switches(self, node):
        for attribute in SWITCHES:
            value = node.get(attribute, "1")
            if value.lower() not in ("0", "1", "false", "true"):
                self._raise_view_error(
                    self.env._(
                        "“%(attribute)s” of a planning view is 0 or 1, "
                        "not “%(value)s”.",
                        attribute=attribute,
                        value=value,
                    ),
                    node,
                )
        if len(node.findall("templates")) > 1:
            self._raise_view_error(
                self.env._("A planning view has at most one <templates>."), node
            )

    def _check_service_gantt_groups(self, node, model):
        names = split_names(node.get("default_group_by"))
        if len(names) > 3:
            self._raise_view_error(
                self.env._("A planning view has at most three levels of rows."), node
            )
        thumbnails = self._read_service_gantt_dict(node, "thumbnails")
        for name in (*names, *thumbnails):
            field = model._fields.get(name)
            if not field:
                self._raise_view_error(
                    self.env._(
                        "Rows of the planning cannot be grouped by “%(field)s”: "
                        "%(model)s has no such field.",
                        field=name,
                        model=model._name,
                    ),
                    node,
                )

    def _check_service_gantt_scales(self, node):
        precision = self._read_service_gantt_dict(node, "precision")
        scales = split_names(node.get("scales"))
        default = node.get("default_scale")
        for scale in (*scales, *precision, *filter(None, [default])):
            if scale not in SCALES:
                self._raise_view_error(
                    self.env._(
                        "“%(scale)s” is no scale of a planning view. Choose from: "
                        "%(scales)s.",
                        scale=scale,
                        scales=", ".join(SCALES),
                    ),
                    node,
                )
        if scales and default and default not in scales:
            self._raise_view_error(
                self.env._("The default scale “%s” is not among the scales.", default),
                node,
            )
        for step in precision.values():
            if not str(step).startswith(PRECISIONS):
                self._raise_view_error(
                    self.env._(
                        "“%s” is no precision. Write for example minute:15, hour:1, "
                        "day:half or day:full.",
                        step,
                    ),
                    node,
                )

    def _read_service_gantt_dict(self, node, attribute):
        """The value of an attribute that must be a dictionary of Python."""
        text = node.get(attribute)
        if not text:
            return {}
        try:
            value = ast.literal_eval(text)
        except (SyntaxError, ValueError):
            value = None
        if not isinstance(value, dict):
            self._raise_view_error(
                self.env._(
                    "“%(attribute)s” of a planning view must be a dictionary like "
                    "{'week': 'hour:1'}.",
                    attribute=attribute,
                ),
                node,
            )
        return value
