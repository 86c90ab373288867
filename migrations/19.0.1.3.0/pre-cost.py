# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Costs that are kept: those of past work are what they were when it was computed."""

COLUMNS = {
    "service_activity": {"unit_cost": "float8", "cost_employee_id": "int4"},
    "service_charge": {"unit_cost": "float8", "cost_product_id": "int4"},
}


def migrate(cr, version):
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            cr.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {name} {kind}")
    cr.execute(
        """
        UPDATE service_activity AS activity
           SET unit_cost = CASE WHEN activity.hours > 0
                                THEN activity.cost / activity.hours
                                ELSE employee.hourly_cost END,
               cost_employee_id = CASE WHEN activity.state = 'done'
                                       THEN activity.employee_id END
          FROM hr_employee AS employee
         WHERE employee.id = activity.employee_id
        """
    )
    # an expense without a cost of its own costs what was paid
    cr.execute(
        """
        UPDATE service_charge AS charge
           SET unit_cost = CASE WHEN charge.kind = 'expense' AND charge.cost
                                     = round((charge.quantity * charge.price_unit)
                                             ::numeric, 2)
                                THEN 0
                                ELSE charge.cost / charge.quantity END,
               cost_product_id = CASE WHEN job.state = 'done'
                                      THEN charge.product_id END
          FROM service_intervention AS job
         WHERE job.id = charge.intervention_id
        """
    )
