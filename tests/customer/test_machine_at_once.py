# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The link that asks for the machine is pressed several times at the same moment."""

from odoo.tests import tagged

from ..common_race import ButtonRaceCase


@tagged("post_install", "-at_install")
class TestMachineAtOnce(ButtonRaceCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            partner = env["res.partner"].create({"name": "Racer"})
            machine = env["service.equipment"].create(
                {"model": "Racing Machine", "partner_id": partner.id}
            )
            job = env["service.intervention"].create(
                {"partner_id": partner.id, "title": "It stands still"}
            )
            self.job_id, self.machine_id = job.id, machine.id
            self.made = [(one._name, one.id) for one in (job, machine, partner)]
        self.addCleanup(self._delete, self.made)

    def _get_job(self, env):
        return env["service.intervention"].browse(self.job_id)

    def _look(self, env):
        self.assertTrue(self._get_job(env)._lacks_machine())

    def test_the_machine_is_on_the_job_once(self):
        def choose(env):
            job = self._get_job(env)
            if job._lacks_machine():
                job._add_machines(env["service.equipment"].browse(self.machine_id))

        self._press(choose, refused=0)
        with self._transaction() as env:
            self.assertEqual(
                self._get_job(env).item_ids.equipment_id.id, self.machine_id
            )
            self.assertEqual(len(self._get_job(env).item_ids), 1)
