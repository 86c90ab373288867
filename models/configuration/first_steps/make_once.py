# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, models
from odoo.exceptions import UserError

from ...shared.once import take_turns
from .service_first_step import MANAGER

CALLOUT_PRICE = 40.0


class ResCompany(models.Model):
    """What a company can do without, made by one click and only once.

    Names are in the language of whoever clicks; everything can be changed afterwards.
    """

    _inherit = "res.company"

    # === CALL-OUT FEE === #

    def action_make_service_callout(self):
        """Open the product of the call-out fee, made when the company has none."""
        self = self._prepare_to_make()  # noqa: PLW0642
        if not self.service_callout_product_id:
            self.service_callout_product_id = self.env["product.product"].create(
                self._prepare_service_callout_vals()
            )
        return self._open_made(self.service_callout_product_id)

    def _prepare_service_callout_vals(self):
        return {
            "name": self.env._("Call-Out Fee"),
            "default_code": "CALL",
            "type": "service",
            "company_id": self.id,
            "list_price": CALLOUT_PRICE,
            "purchase_ok": False,
            "invoice_policy": "delivery",
        }

    # === EXAMPLE PROTOCOL === #

    def action_make_service_protocol(self):
        """Open the protocols, or an example made when the company has none."""
        self = self._prepare_to_make()  # noqa: PLW0642
        protocols = self.env["service.protocol"].search(
            [("company_id", "in", [False, self.id])]
        )
        return self._open_made(
            protocols or protocols.create(self._prepare_service_protocol_vals())
        )

    def _prepare_service_protocol_vals(self):
        activity_type = self._find_service_activity_type()
        return {
            "name": self.env._("Yearly Check"),
            "company_id": self.id,
            "step_ids": [
                Command.create(
                    {
                        "sequence": 10 * number,
                        "name": name,
                        "check_type": check_type,
                        "planned_hours": 0.25,
                        "activity_type_id": activity_type.id,
                    }
                )
                for number, (name, check_type) in enumerate(
                    self._get_example_steps(), start=1
                )
            ],
        }

    def _get_example_steps(self):
        """Name and kind of check of each operation."""
        return (
            (self.env._("Look over the machine, note damage"), "pass_fail"),
            (self.env._("Clean and tighten"), "done"),
            (self.env._("Safety devices work"), "pass_fail"),
            (self.env._("Operating pressure or temperature"), "measure"),
            (self.env._("Advice for the customer"), "text"),
        )

    def _find_service_activity_type(self):
        activity_type = self.env.ref(
            "service_management.activity_type_inspection", raise_if_not_found=False
        ) or self.env["service.activity.type"].search(
            [("company_id", "in", [False, self.id])], limit=1
        )
        if not activity_type:
            raise UserError(
                self.env._(
                    "There is no activity type yet. Create one first: Configuration → "
                    "Activity Types."
                )
            )
        return activity_type

    # === WAREHOUSE === #

    def action_make_service_warehouse(self):
        """Open the warehouse, made when the company has none.

        Odoo makes one for the first company of a database, and none for others.
        """
        self = self._prepare_to_make()  # noqa: PLW0642
        return self._open_made(self._get_service_warehouse())

    def _get_service_warehouse(self):
        warehouse = self._find_service_warehouse()
        return warehouse or warehouse.create(
            {
                "name": self.name,
                "code": self.name[:5].strip(),
                "company_id": self.id,
                "partner_id": self.partner_id.id,
            }
        )

    def _find_service_warehouse(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.id)], limit=1
        )

    # === VANS === #

    def action_make_service_van(self):
        """Make a place for the parts of a van, when the company has none.

        It is given to the first technician who has no parts of their own.
        """
        self = self._prepare_to_make()  # noqa: PLW0642
        van = self._find_service_vans()[:1]
        if not van:
            van = van.create(self._prepare_service_van_vals())
            self._find_employee_without_van().service_location_id = van
        return self._open_made(van)

    def _find_service_vans(self):
        """Places within the stock of the company, or of its technicians."""
        stock = self._find_service_warehouse().lot_stock_id
        return self.env["hr.employee"].search(
            [("company_id", "=", self.id), ("service_location_id", "!=", False)]
        ).service_location_id or self.env["stock.location"].search(
            [
                ("location_id", "child_of", stock.ids),
                ("id", "not in", stock.ids),
                ("usage", "=", "internal"),
            ]
        )

    def _prepare_service_van_vals(self):
        return {
            "name": self.env._("Van 1"),
            "usage": "internal",
            "location_id": self._get_service_warehouse().lot_stock_id.id,
            "company_id": self.id,
        }

    def _find_employee_without_van(self):
        technicians = self.env.ref("service_management.group_technician").all_user_ids
        return self.env["hr.employee"].search(
            [
                ("company_id", "=", self.id),
                ("user_id", "in", technicians.ids),
                ("service_location_id", "=", False),
            ],
            limit=1,
        )

    # === HELPERS === #

    def _prepare_to_make(self):
        """The company as its Service administrator may complete it, one at a time."""
        self._check_asked_one()
        self._check_asked_inside()
        if not self.env.user.has_group(MANAGER):
            step = self.env["service.first.step"]
            raise UserError(step._name_those_in(MANAGER))
        # sudo: whoever administers Service completes it, also without the rights to
        # change all products, employees and places
        company = self.sudo().with_company(self)
        take_turns(company)
        return company

    def _open_made(self, records):
        """The form of a record, or the list of several."""
        one = len(records) == 1
        return {
            "type": "ir.actions.act_window",
            "name": records._description,
            "res_model": records._name,
            "res_id": records.id if one else False,
            "domain": [("id", "in", records.ids)],
            "views": [(False, "form")] if one else [(False, "list"), (False, "form")],
        }
