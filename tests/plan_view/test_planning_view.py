# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A planning view that is not right says what is wrong with it."""

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

DATES = 'date_start="date_start" date_stop="date_end"'


@tagged("post_install", "-at_install")
class TestPlanningView(TransactionCase):
    def _make_view(self, attributes=DATES, content="", model="service.intervention"):
        return self.env["ir.ui.view"].create(
            {
                "name": "planning",
                "model": model,
                "type": "service_gantt",
                "arch": f"<service_gantt {attributes}>{content}</service_gantt>",
            }
        )

    def _assert_refused(self, words, *args, **kwargs):
        with (
            mute_logger("odoo.addons.base.models.ir_ui_view"),
            self.assertRaisesRegex(ValidationError, words),
        ):
            self._make_view(*args, **kwargs)

    def test_everything_that_is_allowed(self):
        view = self._make_view(
            f"""{DATES} string="Plan" deadline="deadline" color="employee_ids"
            progress="progress" default_group_by="employee_ids,site_id"
            default_scale="week" scales="day,week,weeks,month,year"
            precision="{{'week': 'hour:1', 'month': 'day:half'}}" plan="1" create="0"
            edit="1" delete="0" total_row="1" display_unavailability="1" sample="1"
            consolidation="duration" consolidation_max="8" class="o_plan"
            thumbnails="{{'employee_ids': 'avatar_128'}}"
            decoration-danger="is_late" js_class="plan" """,
            """<field name="title" /><templates><t t-name="popover">
            <div class="fw-bold"><field name="partner_id" /></div></t></templates>""",
        )
        arch = view.get_combined_arch()
        self.assertIn("service_gantt", arch)

    def test_any_model_with_dates(self):
        self._make_view(
            'date_start="create_date" date_stop="write_date"', "", "res.partner"
        )

    def test_dates_are_needed(self):
        self._assert_refused("date_stop.*must name a field", 'date_start="date_start"')
        self._assert_refused(
            "no field “when”", 'date_start="when" date_stop="date_end"'
        )
        self._assert_refused(
            "must be a date", 'date_start="date_start" date_stop="title"'
        )

    def test_what_does_not_exist(self):
        self._assert_refused("Invalid attribute colour", f'{DATES} colour="red"')
        self._assert_refused("no field “mood”", f'{DATES} color="mood"')
        self._assert_refused("no such field", f'{DATES} default_group_by="mood"')
        self._assert_refused("element div", DATES, "<div />")
        self._assert_refused("does not exist", DATES, '<field name="mood" />')
        self._assert_refused("mood", f'{DATES} decoration-danger="mood == 1"')

    def test_scales(self):
        self._assert_refused("“hour” is no scale", f'{DATES} default_scale="hour"')
        self._assert_refused("“hour” is no scale", f'{DATES} scales="hour,day"')
        self._assert_refused(
            "not among the scales", f'{DATES} scales="day" default_scale="week"'
        )

    def test_switches_and_templates(self):
        self._assert_refused("is 0 or 1", f'{DATES} plan="maybe"')
        self._assert_refused("at most one", DATES, "<templates /><templates />")

    def test_precision(self):
        self._assert_refused("dictionary", f'{DATES} precision="hour"')
        self._assert_refused(
            "“fine” is no precision", f"{DATES} precision=\"{{'day': 'fine'}}\""
        )
        self._assert_refused(
            "is no scale", f"{DATES} precision=\"{{'era': 'day:full'}}\""
        )

    def test_levels(self):
        names = "partner_id,site_id,contract_id,state"
        self._assert_refused("three levels", f'{DATES} default_group_by="{names}"')

    def test_own_views_load(self):
        """The fields that the attributes name come with the view."""
        for model, names in (
            ("service.intervention", {"date_start", "date_end", "deadline", "is_late"}),
            ("service.activity", {"date_start", "date_end", "employee_id", "state"}),
        ):
            views = self.env[model].get_views([(False, "service_gantt")])
            self.assertLessEqual(names, views["models"][model]["fields"].keys())

    def test_view_switcher_knows_it(self):
        info = self.env["ir.ui.view"].get_view_info()
        self.assertTrue(info["service_gantt"]["multi_record"])
