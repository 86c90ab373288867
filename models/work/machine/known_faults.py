# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

SOLVED = 500  # of the last faults, as many are looked at
SHOWN = 3
WORD = re.compile(r"[^\W\d_]{4,}")


class ServiceIntervention(models.Model):
    """What is known of the machines before somebody goes there."""

    _inherit = "service.intervention"

    last_visit = fields.Char(
        compute="_compute_last_visit",
        help="The last job that was done on the same equipment.",
    )
    known_faults = fields.Html(
        string="Similar Faults",
        compute="_compute_known_faults",
        sanitize=False,
        help="Similar faults of such equipment, and what helped then.",
    )

    # === LAST VISIT === #

    @api.depends("item_ids.equipment_id")
    def _compute_last_visit(self):
        last = self._search_last_visits()
        for job in self:
            visits = self.browse().union(
                *(
                    last.get(one.id, self.browse())
                    for one in job.item_ids.equipment_id._origin
                )
            )
            job.last_visit = (
                (visits - job._origin).sorted("date_start")[-1:]._tell_visit()
            )

    def _search_last_visits(self):
        """The job that was last done on each equipment, by the id of that."""
        machines = self.item_ids.equipment_id._origin
        if not machines:
            return {}
        self.env["service.intervention.item"].flush_model()
        self.flush_model(["state", "date_start"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (item.equipment_id) item.equipment_id, job.id
                  FROM service_intervention_item item
                  JOIN service_intervention job ON job.id = item.intervention_id
                 WHERE item.equipment_id IN %s AND job.state = 'done' AND job.active
                   AND job.id NOT IN %s
              ORDER BY item.equipment_id, job.date_start DESC NULLS LAST, job.id DESC
                """,
                tuple(machines.ids),
                tuple(self._origin.ids) or (0,),
            )
        )
        seen = self.browse([job_id for _machine, job_id in rows])._filtered_access(
            "read"
        )
        return {machine: seen & self.browse(job_id) for machine, job_id in rows}

    def _tell_visit(self):
        if not self:
            return False
        day = self.date_start and format_date(self.env, self.date_start)
        people = ", ".join(
            self.with_context(active_test=False).employee_ids.mapped("name")
        )
        return " · ".join(filter(None, (day, self.title, people)))

    # === SIMILAR FAULTS === #

    @api.depends(
        "item_ids.equipment_id", "item_ids.fault", "fault", "title", "symptom_id"
    )
    def _compute_known_faults(self):
        solved = self._search_solved()
        for job in self:
            job.known_faults = job._list_known_faults(solved)

    def _search_solved(self):
        """Finished work on equipment of the same kind that says what helped."""
        machines = self.item_ids.equipment_id._origin
        items = self.env["service.intervention.item"]
        if not machines:
            return items
        models = [model for model in machines.mapped("model") if model]
        same = Domain("equipment_id.product_id", "in", machines.product_id.ids) | (
            Domain("equipment_id.product_id", "=", False)
            & Domain("equipment_id.model", "in", models)
        )
        helped = (
            Domain("remedy_id", "!=", False)
            | Domain("intervention_id.remedy_id", "!=", False)
            | Domain("intervention_id.work_done", "!=", False)
        )
        done = Domain("intervention_id.state", "=", "done")
        return items.search(same & helped & done, order="id desc", limit=SOLVED)

    def _list_known_faults(self, solved):
        """The most similar of ``solved``, with what helped, as a list; or nothing."""
        self.ensure_one()
        machines = self.item_ids.equipment_id._origin
        kinds = {one._get_kind_of_goods() for one in machines}
        symptoms = self.symptom_id | self.item_ids.symptom_id
        words = self._get_fault_words()
        ranked = []
        for item in solved:
            if item.equipment_id._get_kind_of_goods() not in kinds:
                continue
            if item.intervention_id == self._origin:
                continue
            score = item._rate_likeness(machines, symptoms, words)
            if score:
                ranked.append((score, item.id, item))
        ranked.sort(reverse=True)
        lines = dict.fromkeys(item._tell_what_helped() for _s, _i, item in ranked)
        if not lines:
            return False
        return Markup("<ul class='mb-0 ps-3'>%s</ul>") % Markup().join(
            Markup("<li>%s</li>") % line for line in list(lines)[:SHOWN]
        )

    def _get_fault_words(self):
        """Words that say what is wrong."""
        self.ensure_one()
        texts = (self.title, self.fault, *self.item_ids.mapped("fault"))
        return set(WORD.findall(" ".join(filter(None, texts)).lower()))


class ServiceInterventionItem(models.Model):
    _inherit = "service.intervention.item"

    def _rate_likeness(self, machines, symptoms, words):
        """How much this finished work is like a fault; zero when it is not.

        The same symptom counts most, then each word in common, then the same machine.
        """
        self.ensure_one()
        job = self.intervention_id
        same_symptom = bool((self.symptom_id | job.symptom_id) & symptoms)
        common = len(words & job._get_fault_words())
        is_same_machine = self.equipment_id in machines
        return 10 * same_symptom + 2 * common + is_same_machine

    def _tell_what_helped(self):
        """The fault and what helped then, in one line."""
        self.ensure_one()
        job = self.intervention_id
        fault = (self.symptom_id or job.symptom_id).name or job.title
        remedy = (self.remedy_id or job.remedy_id).name
        done = (job.work_done or "").strip().splitlines()[:1]
        return f"{fault} → {' · '.join(filter(None, (remedy, *done)))}"


class ServiceEquipment(models.Model):
    _inherit = "service.equipment"

    def _get_kind_of_goods(self):
        """The product, or the model of goods that others have sold."""
        self.ensure_one()
        return self.product_id or self.model
