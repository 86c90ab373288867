# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Equipment bears the number that its lot was renamed to, unless a person set it."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute(
        """SELECT DISTINCT lot.id
             FROM service_equipment AS equipment
             JOIN stock_lot AS lot ON lot.id = equipment.lot_id
            WHERE equipment.serial_number IS DISTINCT FROM lot.name
              AND NOT EXISTS (
                      SELECT
                        FROM mail_message AS message
                        JOIN mail_tracking_value AS value
                          ON value.mail_message_id = message.id
                        JOIN ir_model_fields AS field ON field.id = value.field_id
                       WHERE message.model = 'service.equipment'
                         AND message.res_id = equipment.id
                         AND field.name = 'serial_number'
                  )"""
    )
    lots = env["stock.lot"].browse(lot_id for (lot_id,) in cr.fetchall())
    env["service.equipment"]._follow_lots(lots)
