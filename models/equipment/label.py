# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from base64 import b64encode
from secrets import choice, token_urlsafe

from odoo import fields, models

from ...tools.qr import qr_svg

PLAIN_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another
CODE_LENGTH = 6
LABEL_PATH = "/service/m/"


class ServiceEquipment(models.Model):
    """The label on a machine: a QR code for everybody, and a code in print.

    The address in the QR code says nothing of the machine and cannot be guessed.
    Whoever stands before the machine can read the printed code as well.
    """

    _inherit = "service.equipment"

    label_token = fields.Char(readonly=True, copy=False, groups="base.group_user")
    label_code = fields.Char(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Printed on the label. With it somebody without a login is told more "
        "about the machine.",
    )

    _label_token_unique = models.UniqueIndex(
        "(label_token) WHERE label_token IS NOT NULL",
        "Each label belongs to one machine.",
    )

    def _prepare_labels(self):
        """Give a token and a code to those that have none yet."""
        self.check_access("read")
        # sudo: whoever prints a label need not have the right to write the equipment
        for equipment in self.sudo().filtered(lambda one: not one.label_token):
            equipment.write(
                {
                    "label_token": token_urlsafe(16),
                    "label_code": "".join(
                        choice(PLAIN_SIGNS) for _sign in range(CODE_LENGTH)
                    ),
                }
            )

    def _get_label_url(self):
        """Address of the page that the QR code on the label opens."""
        self.ensure_one()
        self._prepare_labels()
        # sudo: as above; the address is printed for everybody
        return f"{self.get_base_url()}{LABEL_PATH}{self.sudo().label_token}"

    def _get_label_code(self):
        """QR code of that address, to be shown as an image."""
        code = b64encode(qr_svg(self._get_label_url()).encode()).decode()
        return f"data:image/svg+xml;base64,{code}"

    def _get_printed_code(self):
        """The code beside the QR code, to be typed."""
        self.ensure_one()
        self._prepare_labels()
        # sudo: as above
        return self.sudo().label_code

    def _split_every(self, size):
        """``self`` in parts of ``size`` records, as they go on a sheet of labels."""
        return [self[start : start + size] for start in range(0, len(self), size)]
