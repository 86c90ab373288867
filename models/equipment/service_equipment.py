# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..shared.own_context import get_own


class ServiceEquipment(models.Model):
    """One installed or maintained object, usually one serial number.

    An object exists once per company, product and serial: a return and a new
    delivery re-use it and write its history. Goods that others have sold need no
    product: their brand and model say what they are.
    """

    _name = "service.equipment"
    _description = "Service Equipment"
    _inherit = [
        "service.kept.values.mixin",
        "service.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _parent_store = True
    _check_company_auto = False  # see _check_companies
    _condition_fields = frozenset(
        {
            "active",
            "age",
            "brand",
            "child_ids",
            "company_id",
            "delivery_date",
            "install_date",
            "lot_id",
            "model",
            "name",
            "parent_id",
            "partner_id",
            "position",
            "product_id",
            "quantity",
            "serial_number",
            "site_id",
            "state",
            "tag_ids",
            "under_warranty",
            "warranty_end",
            "warranty_start",
        }
    )
    _rec_names_search = [
        "serial_number",
        "product_id.name",
        "brand",
        "model",
        "partner_id.name",
    ]

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        index=True,
        domain="[('type', '=', 'consu')]",
        tracking=True,
        help="Empty for goods sold by others: enter their brand and model instead.",
    )
    brand = fields.Char(help="Who makes it, when it is not one of our products.")
    model = fields.Char(help="What it is, when it is not one of our products.")
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial",
        check_company=True,
        index="btree_not_null",
        domain="[('product_id', '=', product_id)]",
        help="Serial number of our own stock. Empty for goods sold by others.",
    )
    serial_number = fields.Char(
        compute="_compute_serial_number",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        index="trigram",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        check_company=True,
        index=True,
        tracking=True,
    )
    site_id = fields.Many2one(
        "res.partner",
        string="Site",
        compute="_compute_site_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        domain="[('id', 'child_of', partner_id)]",
        tracking=True,
        help="Address of the customer where it stands.",
    )
    position = fields.Char(help="Where on the site: building, floor, line …")
    parent_id = fields.Many2one(
        "service.equipment",
        string="Part Of",
        check_company=True,
        index=True,
        ondelete="restrict",
        domain="[('partner_id', '=', partner_id), ('id', '!=', id)]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("service.equipment", "parent_id", string="Components")
    employee_id = fields.Many2one(
        "hr.employee",
        string="Technician",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Who knows it best and looks after it.",
    )
    # Not image.mixin: its three further sizes would cost every captured serial time.
    image_1920 = fields.Image(string="Photo", max_width=1920, max_height=1920)
    image_128 = fields.Image(
        string="Small Photo",
        related="image_1920",
        store=True,
        max_width=128,
        max_height=128,
    )
    tag_ids = fields.Many2many("service.equipment.tag", string="Tags")
    state = fields.Selection(
        [
            ("in_service", "In Service"),
            ("returned", "Returned"),
            ("retired", "Retired"),
        ],
        default="in_service",
        required=True,
        index=True,
        tracking=True,
        copy=False,
    )
    delivery_date = fields.Date(tracking=True)
    install_date = fields.Date(string="Installation Date", tracking=True)
    site_street = fields.Char(related="site_id.street", string="Street")
    site_zip = fields.Char(related="site_id.zip", string="ZIP")
    site_city = fields.Char(related="site_id.city", string="City")
    site_country_id = fields.Many2one(related="site_id.country_id", string="Country")
    event_ids = fields.One2many(
        "service.equipment.event", "equipment_id", string="History"
    )
    note = fields.Html(string="Information Sheet")
    product_note = fields.Html(
        related="product_id.service_note", string="Product Information Sheet"
    )

    _check_kind_of_goods = models.Constraint(
        "CHECK(product_id IS NOT NULL OR coalesce(model, '') != '')",
        "Choose the product, or enter the model of goods sold by others.",
    )
    # === COMPUTE METHODS === #

    @api.depends("serial_number", "product_id", "brand", "model")
    def _compute_display_name(self):
        for equipment in self:
            goods = equipment._get_goods_name() or self.env._("New Equipment")
            serial = equipment.serial_number
            equipment.display_name = f"{goods} · {serial}" if serial else goods

    def _get_goods_name(self):
        """What it is: the product's name, or brand and model."""
        self.ensure_one()
        described = " ".join(filter(None, (self.brand, self.model)))
        return self.product_id._get_plain_name() or described

    @api.depends("lot_id")
    def _compute_serial_number(self):
        for equipment in self:
            lot = equipment.lot_id
            if lot and lot.product_id.tracking == "serial":
                equipment.serial_number = lot.name
            else:
                equipment.serial_number = equipment.serial_number

    @api.model
    def _get_following_fields(self):
        """The number is that of the lot."""
        return super()._get_following_fields() | {"serial_number"}

    @api.depends("partner_id")
    def _compute_site_id(self):
        for equipment in self:
            site = equipment.site_id
            customer = equipment.partner_id.commercial_partner_id
            if not site or site.commercial_partner_id != customer:
                equipment.site_id = equipment.partner_id

    # === CONSTRAINT METHODS === #

    @api.constrains(lambda self: ["company_id", *self._get_company_fields()])
    def _check_companies(self):
        """What Odoo checks of each record, once for all that are of the same companies.

        A thousand serial numbers of one delivery differ in nothing that matters here.
        """
        names = self._get_company_fields()
        # sudo: as Odoo does, who may not read a record is told that it does not fit
        alike = self.sudo().grouped(
            lambda one: (one.company_id, *(one[name].company_id for name in names))
        )
        ids = [group[0].id for group in alike.values()]
        self.browse(ids)._check_company()

    @api.model
    def _get_company_fields(self):
        """Names of the fields whose record must be of the same company."""
        return [
            name
            for name, field in self._fields.items()
            if field.relational and field.store and field.check_company
        ]

    @api.constrains("site_id", "partner_id")
    def _check_site(self):
        for equipment in self:
            customer = equipment.partner_id.commercial_partner_id
            if equipment.site_id and customer != (
                equipment.site_id.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(site)s is not an address of %(customer)s: choose one of the "
                        "customer's addresses as the site of %(equipment)s.",
                        site=equipment.site_id.display_name,
                        customer=customer.display_name,
                        equipment=equipment.display_name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        equipment = super().create(vals_list)
        if not get_own(self.env, "service_capture"):
            equipment._log_event("registered")
        return equipment

    def write(self, vals):
        if vals.get("parent_id"):
            self._refuse_loop(self.browse(vals["parent_id"]))
        followers = self._get_followers(vals)
        result = super().write(vals)
        followers._follow(vals)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_delivered(self):
        delivered = self.filtered(lambda e: e.event_ids.move_id)
        if delivered:
            raise UserError(
                self.env._(
                    "%s was registered by a delivery and keeps its history. "
                    "Retire or archive it instead.",
                    delivered[0].display_name,
                )
            )

    # === ACTION METHODS === #

    def action_retire(self):
        """Take the equipment out of service for good, today."""
        self._check_asked()
        for equipment in self.grouped("company_id").values():
            equipment._retire(equipment._get_company_today())

    def action_set_in_service(self):
        """Put a returned or retired equipment back into service."""
        self._check_asked()
        self.filtered(lambda e: e.state != "in_service")._log_event("registered")
        self.write({"state": "in_service"})

    # === HISTORY METHODS === #

    def _log_event(self, kind, date=None, move=None, note=False):
        """Write one dated event of ``kind`` for each equipment."""
        # sudo: the history is written by the system and read-only for everybody
        self.env["service.equipment.event"].sudo().create(
            self._prepare_event_vals(kind, date, move, note)
        )

    def _prepare_event_vals(self, kind, date=None, move=None, note=False):
        """Values of one event for each equipment, to be created together.

        :param date: day of the event; else the one of the change under way, else today
        """
        date = (
            date or get_own(self.env, "service_event_date") or self._get_company_today()
        )
        return [
            {
                "equipment_id": equipment.id,
                "kind": kind,
                "date": date,
                "partner_id": equipment.partner_id.id,
                "site_id": equipment.site_id.id,
                "move_id": move.id if move else False,
                "note": note,
            }
            for equipment in self
        ]
