# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accountants who only read see the jobs that invoices bill."""

from odoo import Command, api

RULES = (
    "service_intervention_rule_all",
    "service_intervention_item_rule_all",
    "service_activity_rule_all",
    "service_charge_rule_all",
)


def migrate(cr, version):
    env = api.Environment(cr, api.SUPERUSER_ID, {})
    group = env.ref("account.group_account_readonly")
    for name in RULES:
        rule = env.ref(f"service_management.{name}", raise_if_not_found=False)
        if rule:
            rule.groups = [Command.link(group.id)]
