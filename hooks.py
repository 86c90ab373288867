# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Domain

# What a module defines; anything else is a record that people work with.
TECHNICAL_MODELS = ("ir.%", "res.groups%", "mail.%")


def post_init_hook(env):
    """Give a color to the people who are there already."""
    env["hr.employee"]._give_missing_colors()


def uninstall_hook(env):
    """Let go of the records that live on in the documents of others.

    Odoo deletes what a module brought. Products, customers or serial numbers that
    stock, orders and invoices refer to cannot be deleted, and each attempt ends as an
    error in the log. They stay, as ordinary records; our own go with their tables.
    """
    brought = Domain("module", "=", "service_management") & Domain.AND(
        Domain("model", "not =like", technical) for technical in TECHNICAL_MODELS
    )
    env["ir.model.data"].search(brought).unlink()
