# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models

from ..shared.roles import READERS

# what Odoo writes in the chatter of a new invoice
CREATED = Markup('<div summary="o_mail_notification"><p>%s</p></div>')


class AccountMove(models.Model):
    _inherit = "account.move"

    service_run_ids = fields.Many2many(
        "service.invoicing.run",
        "account_move_service_invoicing_run_rel",
        "account_move_id",
        "service_invoicing_run_id",
        string="Invoicing Run",
        readonly=True,
        copy=False,
        groups=READERS,
    )

    @api.model
    def _create_service_invoices(self, vals_list):
        """Create many invoices, with their chatter in one go instead of one by one."""
        quiet = self.with_context(mail_create_nolog=True)
        invoices = quiet.create(vals_list).with_env(self.env)
        silent = {"mail_create_nolog", "tracking_disable"}
        if not any(self.env.context.get(key) for key in silent):
            invoices._log_created()
        return invoices

    def _log_created(self):
        """Write in the chatter what Odoo does when an invoice is created by itself."""
        for moves in self.grouped("move_type").values():
            subtype = moves[0]._creation_subtype()
            text = moves[0]._creation_message()
            body = CREATED % text if subtype else text
            messages = moves._message_log_batch(bodies=dict.fromkeys(moves.ids, body))
            if subtype:
                messages.subtype_id = subtype
