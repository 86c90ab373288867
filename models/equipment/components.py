# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError

TOGETHER = ("partner_id", "site_id", "state")
EVENT_BY_STATE = {
    "in_service": "registered",
    "returned": "returned",
    "retired": "retired",
}


class ServiceEquipment(models.Model):
    """What an equipment is made of, and what moves with it."""

    _inherit = "service.equipment"

    component_count = fields.Integer(
        string="Number of Components",
        compute="_compute_component_count",
        help="Components at all levels.",
    )

    _check_not_its_own_part = models.Constraint(
        "CHECK(parent_id IS NULL OR parent_id != id)",
        "An equipment cannot be a component of itself.",
    )

    # === COMPUTE METHODS === #

    @api.depends("child_ids")
    def _compute_component_count(self):
        counts = dict.fromkeys(self._ids, 0)
        for component in self._get_family():
            for ancestor in component.parent_path.split("/")[:-2]:
                if int(ancestor) in counts:
                    counts[int(ancestor)] += 1
        for equipment in self:
            equipment.component_count = counts[equipment.id]

    # === CONSTRAINT METHODS === #

    @api.constrains("parent_id", "partner_id")
    def _check_parent(self):
        for equipment in self.filtered("parent_id"):
            parent = equipment.parent_id
            if (
                parent.partner_id.commercial_partner_id
                != equipment.partner_id.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(component)s cannot be at %(customer)s as a part of "
                        "%(equipment)s, which is at %(other)s. Take it out of that "
                        "equipment first, or move both together.",
                        component=equipment.display_name,
                        customer=equipment.partner_id.display_name
                        or self.env._("no customer"),
                        equipment=parent.display_name,
                        other=parent.partner_id.display_name
                        or self.env._("no customer"),
                    )
                )

    def _refuse_loop(self, parent):
        """Refuse to make ``self`` a part of one of its own parts."""
        ancestors = [int(label) for label in (parent.parent_path or "").split("/")[:-1]]
        looped = self.filtered(lambda equipment: equipment.id in ancestors)
        if looped:
            raise ValidationError(
                self.env._(
                    "%(equipment)s cannot be a component of %(component)s, which is "
                    "itself or one of its own components.",
                    equipment=looped[0].display_name,
                    component=parent.display_name,
                )
            )

    # === COMPONENT METHODS === #

    def _get_family(self):
        """``self`` and the components at all levels, also archived ones."""
        everything = self.with_context(active_test=False).search(
            [("id", "child_of", self.ids)]
        )
        return everything.with_env(self.env)

    def _get_components(self):
        """Components at all levels, also archived ones, without ``self``."""
        return self._get_family() - self

    def _get_outermost(self):
        """``self`` without what is a component of another one of ``self``."""
        return self.filtered(
            lambda e: (
                not any(
                    int(label) in self._ids for label in e.parent_path.split("/")[:-2]
                )
            )
        )

    def _get_followers(self, vals):
        """Components that a change of ``vals`` carries along.

        They stand where their parent stands and are in the state it is in. One that
        has been taken back or retired on its own stays as it is.
        """
        if not any(name in vals for name in TOGETHER):
            return self.browse()
        children = self.with_context(active_test=False).child_ids.with_env(self.env)
        return (children - self).filtered(lambda e: e.state == e.parent_id.state)

    def _follow(self, vals):
        """Go where the parent has gone, and write it into the history."""
        followed = {name: vals[name] for name in TOGETHER if name in vals}
        by_parent = defaultdict(self.browse)
        for equipment in self:
            if any(equipment[name] != equipment.parent_id[name] for name in followed):
                by_parent[equipment.parent_id] |= equipment
        for parent, children in by_parent.items():
            moved = children.filtered(lambda e, parent=parent: e.state == parent.state)
            note = self.env._("Together with %s", parent.display_name)
            children.write({name: vals[name] for name in followed})
            moved._log_event("moved", note=note)
            (children - moved)._log_event(EVENT_BY_STATE[parent.state], note=note)
