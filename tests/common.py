# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fixtures of the tests: a company that sells, ships and looks after machines."""

from contextlib import nullcontext

from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import new_test_user
from odoo.tools.misc import find_in_path

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

# Models with a company of their own, and those that companies may share.
DOCUMENTS = (
    "service.equipment",
    "service.equipment.event",
    "service.contract",
    "service.contract.line",
    "service.contract.line.price",
    "service.contract.line.tier",
    "service.contract.suspension",
    "service.contract.term",
    "service.contract.settlement",
    "service.contract.change",
    "service.price.adjustment",
    "service.price.adjustment.line",
    "service.meter",
    "service.meter.reading",
    "service.duty",
    "service.duty.check",
    "service.intervention",
    "service.intervention.item",
    "service.activity",
    "service.charge",
    "service.invoicing.run",
    "service.invoicing.exception",
    "service.invoicing.batch",
)
CONFIGURATION = (
    "service.activity.type",
    "service.intervention.code",
    "service.skill",
    "service.contract.type",
    "service.meter.type",
    "service.price.index",
    "service.price.index.value",
    "service.protocol",
    "service.protocol.step",
)

# a picture of one pixel
SIGNATURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgA"
    b"AAABJRU5ErkJggg=="
)


def find_pdf_printer():
    """Whether reports can be printed as PDF on this machine."""
    try:
        return bool(find_in_path("wkhtmltopdf"))
    except OSError:
        return False


class ServiceRecords(AccountTestInvoicingCommon):
    """A company of its own with accounts, a warehouse, a technician and a customer.

    The factories take what a test is about and fill in the rest.
    """

    @classmethod
    def setUpClass(cls):
        """Make what every test begins with; ``bin/test`` does it once for all."""
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock_location = cls.warehouse.lot_stock_id
        cls.customer = cls._make_customer("Customer")
        cls.machine = cls._make_serial_product("Machine")
        cls.part = cls._create_product(
            name="Filter", is_storable=True, lst_price=40.0, standard_price=25.0
        )
        cls.fee_product = cls._create_product(
            name="Maintenance", type="service", lst_price=1000.0
        )
        cls.labour_product = cls._create_product(
            name="Labour", type="service", lst_price=80.0, uom_id=cls.uom_hour.id
        )
        cls.travel_product = cls._create_product(
            name="Kilometres", type="service", lst_price=0.5
        )
        cls.company.service_travel_product_id = cls.travel_product
        cls.activity_type = cls.env["service.activity.type"].create(
            {"name": "Overhaul", "product_id": cls.labour_product.id}
        )
        cls.contract_type = cls._make_contract_type("Full Service")
        cls.technician = cls._make_employee("Tessa Technician")

    @classmethod
    def get_default_groups(cls):
        return (
            super().get_default_groups()
            | cls.quick_ref("service_management.group_manager")
            | cls.quick_ref("sales_team.group_sale_manager")
            | cls.quick_ref("hr_timesheet.group_timesheet_manager")
        )

    # === PEOPLE === #

    @classmethod
    def _make_customer(cls, name, **vals):
        """A company; with ``parent_id`` one of its addresses."""
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": not vals.get("parent_id"),
                "company_id": False,
                **vals,
            }
        )

    @classmethod
    def _make_user(cls, login, *groups, **vals):
        """A user of the test company with exactly ``groups`` and what they imply."""
        return new_test_user(
            cls.env,
            login,
            groups=",".join(groups) or "base.group_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            **vals,
        )

    @classmethod
    def _make_employee(cls, name, **vals):
        return cls.env["hr.employee"].create(
            {"name": name, "company_id": cls.company.id, "hourly_cost": 30.0, **vals}
        )

    # === GOODS === #

    @classmethod
    def _make_serial_product(cls, name, **vals):
        """A storable product that is registered in the installed base."""
        return cls._create_product(
            name=name,
            **{
                "is_storable": True,
                "tracking": "serial",
                "service_tracked": True,
                **vals,
            },
        )

    @classmethod
    def _make_stock(cls, product, quantity=1.0, serials=(), location=None):
        """Put goods on stock, one of each serial number; return their lots."""
        location = location or cls.stock_location
        lots = cls.env["stock.lot"].create(
            [{"product_id": product.id, "name": serial} for serial in serials]
        )
        quants = cls.env["stock.quant"].sudo()
        for lot in lots:
            quants._update_available_quantity(product, location, 1.0, lot_id=lot)
        if not lots:
            quants._update_available_quantity(product, location, quantity)
        return lots

    @classmethod
    def _make_order(cls, product, quantity=1.0, customer=None, **vals):
        """A confirmed sales order."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (customer or cls.customer).id,
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity}
                    )
                ],
                **vals,
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def _ship(cls, picking):
        """Validate a picking with what it has reserved."""
        picking.action_assign()
        picking.move_ids.picked = True
        result = picking.button_validate()
        assert picking.state == "done", result

    @classmethod
    def _deliver(cls, serials, product=None, customer=None):
        """Sell and ship serial numbers; return their equipment in that order."""
        product = product or cls.machine
        lots = cls._make_stock(product, serials=serials)
        order = cls._make_order(product, len(serials), customer)
        cls._ship(order.picking_ids)
        return lots.service_equipment_ids.sorted("serial_number")

    @classmethod
    def _make_equipment(cls, serial_number=False, **vals):
        """Equipment entered by hand, sold by somebody else."""
        return cls.env["service.equipment"].create(
            {
                "product_id": cls.machine.id,
                "partner_id": cls.customer.id,
                "serial_number": serial_number,
                **vals,
            }
        )

    # === PROTOCOLS === #

    @classmethod
    def _make_protocol(cls, name, *steps, **vals):
        """A protocol with one step for each dictionary of ``steps``."""
        return cls.env["service.protocol"].create(
            {
                "name": name,
                "step_ids": [
                    Command.create(
                        {
                            "name": f"Step {number}",
                            "sequence": number,
                            "activity_type_id": cls.activity_type.id,
                            **step,
                        }
                    )
                    for number, step in enumerate(steps, start=1)
                ],
                **vals,
            }
        )

    # === CONTRACTS === #

    @classmethod
    def _make_contract_type(cls, name, **vals):
        return cls.env["service.contract.type"].create(
            {
                "name": name,
                "product_id": cls.fee_product.id,
                "duration_months": 0,
                **vals,
            }
        )

    @classmethod
    def _make_contract(cls, *lines, active=True, **vals):
        """A contract in force with one line for each dictionary of ``lines``.

        Without any it has one general line at 1,000.00. Billed yearly in advance from
        its start, without end, unless ``vals`` say otherwise.
        """
        contract = cls.env["service.contract"].create(
            {
                "partner_id": cls.customer.id,
                "contract_type_id": cls.contract_type.id,
                "date_start": "2026-01-01",
                "line_ids": [
                    Command.create({"price_unit": 1000.0, **line})
                    for line in lines or [{}]
                ],
                **vals,
            }
        )
        if active:
            contract.action_activate()
        return contract

    # === JOBS === #

    @classmethod
    def _make_job(cls, activities=(), charges=(), equipment=(), **vals):
        """A job under no contract, with one record for each dictionary given.

        :param activities: values of the activities, one hour each unless they say so
        :param charges: values of the charges, one spare part each unless they say so
        :param equipment: ``service.equipment`` worked on
        """
        return cls.env["service.intervention"].create(
            {
                "partner_id": cls.customer.id,
                "date_start": "2026-03-10 08:00:00",
                "employee_ids": [Command.set(cls.technician.ids)],
                "contract_id": False,
                "item_ids": [
                    Command.create({"equipment_id": one.id}) for one in equipment
                ],
                "activity_ids": [
                    Command.create(
                        {
                            "activity_type_id": cls.activity_type.id,
                            "hours": 1.0,
                            **activity,
                        }
                    )
                    for activity in activities
                ],
                "charge_ids": [
                    Command.create({"product_id": cls.part.id, **charge})
                    for charge in charges
                ],
                **vals,
            }
        )

    @classmethod
    def _finish(cls, job, moment=None):
        """Take a job from wherever it is to done, all its activities recorded.

        :param moment: when; as planned unless given
        """
        moment = moment or job.date_start
        with freeze_time(moment) if moment else nullcontext():
            if job.state in ("new", "planned"):
                job.action_start()
            job.activity_ids.filtered(lambda a: a.state == "todo").action_done()
            job.action_done()
        return job

    # === INVOICING === #

    @staticmethod
    def _periods(lines):
        """First day, last day and untaxed amount of invoice lines, oldest first."""
        return [
            (
                str(line.service_period_start),
                str(line.service_period_end),
                line.price_subtotal,
            )
            for line in lines.sorted("service_period_start")
        ]

    @classmethod
    def _make_wizard(cls, date_to, **criteria):
        return cls.env["service.invoicing"].create(
            {
                "company_id": cls.company.id,
                "date_to": date_to,
                "invoice_date": date_to,
                **criteria,
            }
        )

    @classmethod
    def _invoice(cls, date_to, **criteria):
        """Invoice what is due until ``date_to`` with the wizard; return the run."""
        action = cls._make_wizard(date_to, **criteria).action_run()
        return cls.env[action["res_model"]].browse(action["res_id"])

    @classmethod
    def _credit(cls, invoice, modify=False):
        """Credit a posted invoice in full with Odoo's own wizard.

        :param modify: also let the wizard make the draft that replaces it
        :return: the posted credit note, or the draft that replaces the invoice
        """
        wizard = (
            cls.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": invoice.invoice_date})
        )
        action = wizard.modify_moves() if modify else wizard.refund_moves()
        move = cls.env["account.move"].browse(action["res_id"])
        if not modify:
            move.action_post()
        return move

    def _count_queries(self, function):
        """Queries of ``function`` as at the start of a request, writing included."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    @staticmethod
    def _day(text):
        return fields.Date.to_date(text)


class ServiceCommon(ServiceRecords):
    """A test of those records, on the day that its class may set as text."""

    today = None
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        if cls.today:
            cls.startClassPatcher(freeze_time(cls.today))
        super().setUpClass()
