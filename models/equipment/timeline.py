# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections.abc import Callable
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, html2plaintext

from ...tools.local_time import local_day
from ..shared.asked import Asked

PAGE = 30  # entries that are read at once
MOST_ENTRIES = 100_000
SHORT = 200  # signs of a note that are shown
EVENT_ICONS = {
    "delivered": "fa-truck",
    "returned": "fa-reply",
    "moved": "fa-map-marker",
    "retired": "fa-archive",
}


class TimelineKind(NamedTuple):
    """One kind of what happens to an equipment.

    ``moment`` names the field, or the fields of which the first one that is set counts,
    that say when. ``describe`` takes the records of one page and yields for each of
    them a dictionary with ``title``, ``text`` and, if it differs, ``icon`` and the
    record to ``open``. What the user may not read is left out; ``is_open`` says that
    whoever reads the equipment may read these records as well.
    """

    code: str
    label: str
    icon: str
    model: str
    domain: Domain
    moment: tuple
    describe: Callable
    is_open: bool = False


class ServiceEquipment(models.Model):
    """Everything that happened to an equipment, the latest first."""

    _inherit = "service.equipment"

    # === HOOKS === #

    def _get_timeline_kinds(self):
        """Kinds of entries, as the filter shows them; each room adds its own."""
        self.ensure_one()
        return [
            TimelineKind(
                "movement",
                self.env._("Movements"),
                "fa-truck",
                "service.equipment.event",
                Domain("equipment_id", "=", self.id),
                ("date",),
                self._describe_events,
            ),
            TimelineKind(
                "note",
                self.env._("Notes"),
                "fa-comment-o",
                "mail.message",
                Domain("model", "=", self._name)
                & Domain("res_id", "=", self.id)
                & Domain("message_type", "in", ("comment", "email")),
                ("date",),
                self._describe_notes,
                is_open=True,
            ),
        ]

    # === ACTION METHODS === #

    def action_view_timeline(self):
        self._check_asked_one()
        return self._action_timeline()

    def _action_timeline(self):
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "service_management.service_timeline_action"
        )
        return {
            **action,
            "name": self.display_name,
            "context": {"active_id": self.id, "active_model": self._name},
        }

    # === BUSINESS METHODS === #

    def get_timeline(self, kinds=None, offset=0):
        """One page of the life of this equipment, as far as the user may see it.

        :param list kinds: codes of those that are wanted; all unless given
        :param int offset: entries that are known already
        :return: the ``equipment``, the ``kinds`` that there are, the ``entries``, and
            whether there are ``more``
        """
        self._check_asked_one()
        asked = Asked(self.env)
        wanted = set(asked.names(kinds))
        offset = asked.count(offset, 0, MOST_ENTRIES)
        readable = [
            kind
            for kind in self._get_timeline_kinds()
            if kind.is_open or self.env[kind.model].has_access("read")
        ]
        shown = [kind for kind in readable if not wanted or kind.code in wanted]
        found = self._find_timeline(shown, offset)
        return {
            "equipment": self._prepare_timeline_head(),
            "kinds": [
                {"code": one.code, "label": one.label, "icon": one.icon}
                for one in readable
            ],
            "entries": self._describe_timeline(shown, found[:PAGE]),
            "more": len(found) > PAGE,
        }

    def _prepare_timeline_head(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.display_name,
            "customer": self.partner_id.display_name or "",
            "site": self.site_id.sudo()._get_place_name(),  # sudo: where it stands
            "position": self.position or "",
            "state": states[self.state],
        }

    @api.model
    def _find_timeline(self, kinds, offset):
        """Kind, id and moment of the entries of one page, and of one more."""
        if not kinds:
            return []
        parts = [self._select_timeline(number, one) for number, one in enumerate(kinds)]
        return self.env.execute_query(
            SQL(
                """
                SELECT kind, id, moment
                  FROM (%s) entry
                 ORDER BY moment DESC NULLS LAST, kind, id DESC
                 LIMIT %s OFFSET %s
                """,
                SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts),
                PAGE + 1,
                offset,
            )
        )

    @api.model
    def _select_timeline(self, number, kind):
        """Records of one kind that the user may read, with the moment of each."""
        records = self.env[kind.model]
        if kind.is_open:
            records = records.sudo()  # sudo: they belong to a record that is readable
        query = records._search(kind.domain)
        columns = [
            SQL("%s::timestamp", records._field_to_sql(records._table, name, query))
            for name in kind.moment
        ]
        return query.select(
            SQL("%s AS kind", number),
            SQL("%s AS id", SQL.identifier(records._table, "id")),
            SQL("COALESCE(%s) AS moment", SQL(", ").join(columns)),
        )

    def _describe_timeline(self, kinds, found):
        """What is shown of these entries, read kind by kind."""
        described = {}
        for number, kind in enumerate(kinds):
            ids = [one for which, one, _moment in found if which == number]
            records = self.env[kind.model].browse(ids)
            if kind.is_open:
                records = records.sudo()  # sudo: see _select_timeline
            for record, values in zip(records, kind.describe(records), strict=True):
                described[number, record.id] = {
                    "kind": kind.code,
                    "icon": kind.icon,
                    "open": False if kind.is_open else [record._name, record.id],
                    **values,
                }
        return [
            {
                "key": f"{kinds[number].code}-{one}",
                "date": self._get_timeline_day(kinds[number], moment),
                **described[number, one],
            }
            for number, one, moment in found
        ]

    def _get_timeline_day(self, kind, moment):
        """Day of an entry; of a time, where the equipment stands."""
        if not moment:
            return False
        field = self.env[kind.model]._fields[kind.moment[0]]
        if field.type == "datetime":
            place = self.site_id or self.partner_id
            moment = local_day(moment, place._get_service_zone(self.company_id))
        return fields.Date.to_string(moment)

    # === KINDS === #

    @api.model
    def _describe_events(self, events):
        labels = dict(events._fields["kind"]._description_selection(self.env))
        for event in events:
            # sudo: the name of who had it is part of the history
            texts = (event.sudo().partner_id.display_name, event.note)
            yield {
                "title": labels[event.kind],
                "text": " · ".join(filter(None, texts)),
                "icon": EVENT_ICONS.get(event.kind, "fa-history"),
                "open": False,
            }

    @api.model
    def _describe_notes(self, messages):
        for message in messages:
            text = html2plaintext(message.body or "").strip()
            yield {
                "title": message.author_id.display_name or message.email_from or "",
                "text": f"{text[:SHORT]}…" if len(text) > SHORT else text,
            }
