# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people on the same job: neither overwrites the lines of the other."""

from odoo import Command
from odoo.tests import Form, tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestWorkTogether(ServiceCommon):
    """Two screens that were opened before either of them was saved."""

    def test_both_save_their_lines(self):
        job = self._make_job([{"name": "One"}, {"name": "Two"}])
        first, second = Form(job), Form(job)
        with first.activity_ids.edit(0) as line:
            line.hours = 2.0
        with first.charge_ids.new() as line:
            line.product_id = self.part
        with second.activity_ids.edit(1) as line:
            line.hours = 3.0
        with second.activity_ids.new() as line:
            line.activity_type_id = self.activity_type
        first.save()
        second.save()
        hours = {a.name: a.hours for a in job.activity_ids}
        self.assertEqual((hours["One"], hours["Two"]), (2.0, 3.0))
        self.assertEqual(len(job.activity_ids), 3)
        self.assertEqual(job.charge_ids.product_id, self.part)

    def test_line_deleted_by_one_is_not_brought_back(self):
        job = self._make_job([{"name": "One"}, {"name": "Two"}])
        screen = Form(job)
        job.activity_ids[0].unlink()
        screen.title = "Changed"
        screen.save()
        self.assertEqual(job.activity_ids.mapped("name"), ["Two"])
        job.write({"activity_ids": [Command.update(job.activity_ids.id, {"hours": 2})]})
        self.assertEqual(job.activity_ids.hours, 2.0)
