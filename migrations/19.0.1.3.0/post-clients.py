# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Protocols of new customers are for whoever is a client by now, not by rank alone."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE service_protocol SET domain = '[(''service_is_client'', ''='', True)]'
         WHERE domain = '[(''customer_rank'', ''>'', 0)]'
        """
    )
