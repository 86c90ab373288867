# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Buttons that make something once, pressed by several people at the same moment."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.shared.own_context import own
from ..common import SIGNATURE
from ..common_race import ButtonRaceCase


@tagged("post_install", "-at_install")
class TestButtonsAtOnce(ButtonRaceCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            partner = env["res.partner"].create({"name": "Racer"})
            product, fee = env["product.product"].create(
                [
                    {"name": "Racing Machine"},
                    {"name": "Care", "type": "service"},
                ]
            )
            equipment = env["service.equipment"].create(
                {"product_id": product.id, "partner_id": partner.id}
            )
            contract_type = env["service.contract.type"].create(
                {"name": "Race", "product_id": fee.id}
            )
            contract = env["service.contract"].create(
                {
                    "partner_id": partner.id,
                    "contract_type_id": contract_type.id,
                    "date_start": "2026-01-01",
                    "date_end": "2026-12-31",
                    "renewal": "manual",
                    "renewal_months": 12,
                    "included_hours": 10,
                    "line_ids": [Command.create({"visit_interval": 1})],
                }
            )
            contract.action_activate()
            activity_type = env["service.activity.type"].create({"name": "Race"})
            job = env["service.intervention"].create(
                {
                    "partner_id": partner.id,
                    "activity_ids": [
                        Command.create({"activity_type_id": activity_type.id})
                    ],
                }
            )
            job.action_start()
            protocol = env["service.protocol"].create(
                {
                    "name": "Race",
                    "step_ids": [
                        Command.create(
                            {"name": "Run", "activity_type_id": activity_type.id}
                        )
                    ],
                }
            )
            self.partner_id, self.equipment_id = partner.id, equipment.id
            self.contract_id, self.job_id = contract.id, job.id
            self.protocol_id, self.type_id = protocol.id, contract_type.id
            made = (equipment, protocol, activity_type, contract_type, fee, product)
            self.made = [(one._name, one.id) for one in (*made, partner)]
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            mine = [("partner_id", "=", self.partner_id)]
            jobs = env["service.intervention"].search(mine)
            env.cr.execute(
                "UPDATE service_intervention SET state = 'new', signed_on = NULL "
                "WHERE id = ANY(%s)",
                [jobs.ids],
            )
            env.invalidate_all()
            jobs.activity_ids.state = "todo"
            jobs.unlink()
            contracts = env["service.contract"].search(mine, order="id desc")
            contracts.write({"state": "draft", "renewal_of_id": False})
            contracts.unlink()
            for model, record_id in self.made:
                env[model].browse(record_id).unlink()

    def _look(self, env):
        self._contract(env).fetch(["state"])

    def _count(self, model, *domain):
        with self._transaction() as env:
            return env[model].search_count(
                [("partner_id", "=", self.partner_id), *domain]
            )

    # === CONTRACTS === #

    def test_propose_renewal(self):
        def press(env):
            env["service.contract.renew"].create(
                {"contract_ids": [Command.set([self.contract_id])]}
            ).action_confirm()

        self._press(press)
        self.assertEqual(self._count("service.contract"), 2)

    def test_renew(self):
        self._press(lambda env: self._contract(env).action_renew())
        with self._transaction() as env:
            self.assertEqual(str(self._contract(env).date_end), "2027-12-31")

    def _contract(self, env):
        return env["service.contract"].browse(self.contract_id)

    def test_top_up(self):
        def press(env):
            env["service.contract.topup"].create(
                {"contract_id": self.contract_id, "hours": 5, "date_from": "2026-03-01"}
            ).action_confirm()

        self._press(press)
        with self._transaction() as env:
            lines = self._contract(env).line_ids
            self.assertEqual(sum(lines.mapped("topup_hours")), 5)

    def test_visits(self):
        self._press(lambda env: self._contract(env).action_generate_visits())
        with self._transaction() as env:
            visits = self._contract(env).intervention_ids
            days = visits.mapped("request_date")
            self.assertTrue(days)
            self.assertEqual(len(days), len(set(days)))

    def test_suspend(self):
        def press(env):
            env["service.contract.suspend"].create(
                {
                    "contract_ids": [Command.set([self.contract_id])],
                    "date_from": "2026-12-01",
                }
            ).action_confirm()

        self._press(press)
        with self._transaction() as env:
            self.assertEqual(len(self._contract(env).suspension_ids), 1)

    def test_propose_contract_for_equipment(self):
        def press(env):
            env["service.equipment.propose"].create(
                {
                    "equipment_ids": [Command.set([self.equipment_id])],
                    "contract_type_id": self.type_id,
                }
            ).action_confirm()

        self._press(press)
        self.assertEqual(self._count("service.contract", ("state", "=", "draft")), 1)

    # === WORK === #

    def test_follow_up(self):
        def press(env):
            env["service.intervention.finish"].create(
                {"intervention_id": self.job_id}
            ).action_confirm()

        self._press(press)
        self.assertEqual(
            self._count("service.intervention", ("return_of_id", "=", self.job_id)), 1
        )

    def test_sign(self):
        with self._transaction() as env:
            job = env["service.intervention"].browse(self.job_id)
            job.activity_ids.action_skip()
            job.action_done()

        def press(env):
            job = env["service.intervention"].browse(self.job_id)
            job.with_context(**own(service_keep_report=False)).write(
                {"signature": SIGNATURE, "signed_by": f"Racer {env.cr.now()}"}
            )

        self._press(press)

    def test_practice(self):
        def press(env):
            protocol = env["service.protocol"].browse(self.protocol_id)
            targets = env["res.partner"].browse(self.partner_id)
            jobs = protocol._apply_to(
                targets, "Race", targets.create_date.date(), env.company
            )
            if not jobs:
                raise UserError(env._("Applied already"))

        self._press(press)
        self.assertEqual(
            self._count("service.intervention", ("occasion_name", "=", "Race")), 1
        )
