# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError

from ...shared.once import take_turns

# Tonnes of CO2 equivalent from which leaks are looked for, until how many, and months.
LEAK_CHECKS = ((5, 50, 12), (50, 500, 6), (500, None, 3))


class Example(NamedTuple):
    """A duty type as it is proposed, for machines with the tag."""

    code: str
    name: str
    source: str
    interval: int
    interval_unit: str = "month"
    tag: str = ""
    end_of_month: bool = False
    count_from: str = "last_check"
    domain: str = "[]"
    steps: tuple = ()


class ServiceDutyType(models.Model):
    """Examples for Italy, made when somebody asks for them and only once.

    They are in the language of whoever asks, and everything can be changed.
    """

    _inherit = "service.duty.type"

    example_code = fields.Char(readonly=True, copy=False)

    # === ACTION METHODS === #

    @api.model
    def action_load_examples(self):
        """Make the examples that the company does not have, and show all types.

        :raises AccessError: for who may not make duty types
        """
        self._check_asked_inside()
        if not self.has_access("create"):
            raise AccessError(self.env._("Only a service manager can add duty types."))
        company = self.env.company
        # sudo: locked only, so that of two who ask the later one finds them made
        take_turns(company.sudo())
        examples = self._get_italian_examples()
        known = self.with_context(active_test=False).search(
            [("company_id", "=", company.id), ("example_code", "!=", False)]
        )
        missing = [
            one for one in examples if one.code not in known.mapped("example_code")
        ]
        tags = self._find_example_tags({one.tag for one in missing if one.tag})
        self._create_by_server(
            [
                self._prepare_example_vals(example, company, tags, sequence)
                for sequence, example in enumerate(missing, start=1)
            ]
        )
        return self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_duty_type_action"
        )

    # === BUSINESS METHODS === #

    @api.model
    def _find_example_tags(self, names):
        """Tags of these names, by name; those that are missing are made."""
        tags = self.env["service.equipment.tag"]
        found = {tag.name: tag for tag in tags.search([("name", "in", list(names))])}
        for name in sorted(names - found.keys()):
            found[name] = tags.create({"name": name})
        return found

    @api.model
    def _prepare_example_vals(self, example, company, tags, sequence):
        check_it = self.env._("An example: check it against the law in force.")
        vals = {
            "example_code": example.code,
            "sequence": sequence,
            "name": example.name,
            "company_id": company.id,
            "source": f"{example.source}\n{check_it}",
            "interval": example.interval,
            "interval_unit": example.interval_unit,
            "end_of_month": example.end_of_month,
            "count_from": example.count_from,
            "domain": example.domain,
        }
        if example.tag:
            vals["tag_ids"] = [Command.set(tags[example.tag].ids)]
        if example.steps:
            vals["protocol_id"] = self._make_example_protocol(example, company).id
        return vals

    @api.model
    def _make_example_protocol(self, example, company):
        work = company._find_service_activity_type()
        return self.env["service.protocol"].create(
            {
                "name": example.name,
                "company_id": company.id,
                "step_ids": [
                    Command.create(
                        {
                            "sequence": 10 * number,
                            "name": name,
                            "check_type": "pass_fail",
                            "activity_type_id": work.id,
                            "planned_hours": 0,
                        }
                    )
                    for number, name in enumerate(example.steps, start=1)
                ],
            }
        )

    @api.model
    def _get_italian_examples(self):
        return [
            *self._get_extinguisher_examples(),
            *self._get_lift_examples(),
            *self._get_boiler_examples(),
            *self._get_leak_examples(),
            *self._get_other_examples(),
        ]

    @api.model
    def _get_extinguisher_examples(self):
        """UNI 9994-1: the control of all, revision and test by what is inside."""
        kinds = (
            ("powder", self.env._("Powder Extinguisher"), 60, 120),
            ("co2", self.env._("CO₂ Extinguisher"), 60, 120),
            ("halogen", self.env._("Halogenated Gas Extinguisher"), 72, 120),
            ("water", self.env._("Water Extinguisher, Coated Steel"), 60, 72),
            ("water_inox", self.env._("Water Extinguisher, Stainless Steel"), 60, 120),
            ("foam", self.env._("Premixed Foam Extinguisher, Coated Steel"), 24, 72),
        )
        yield Example(
            "extinguisher",
            self.env._("Extinguishers: Six-Month Control"),
            self.env._(
                "UNI 9994-1:2024, periodic control: every six months, by month end."
            ),
            6,
            tag=self.env._("Extinguisher"),
            end_of_month=True,
            steps=(
                self.env._("In its place, visible and free to reach"),
                self.env._("Seal and safety pin are in order"),
                self.env._("Pressure or weight is right"),
                self.env._("No damage or corrosion; hose and nozzle are sound"),
                self.env._("Label can be read; tag is filled in"),
            ),
        )
        revision = self.env._(
            "UNI 9994-1:2024, revision: from the date of manufacture. Powder "
            "ones made before 25 July 2024 stay at 36 months."
        )
        test = self.env._("UNI 9994-1:2024, test: from the date of manufacture.")
        for code, tag, revision_months, test_months in kinds:
            yield Example(
                f"extinguisher_{code}_revision",
                self.env._("%s: Revision", tag),
                revision,
                revision_months,
                tag=tag,
                end_of_month=True,
                count_from="manufacture",
            )
            yield Example(
                f"extinguisher_{code}_test",
                self.env._("%s: Test", tag),
                test,
                test_months,
                tag=tag,
                end_of_month=True,
                count_from="manufacture",
            )

    @api.model
    def _get_lift_examples(self):
        tag = self.env._("Lift")
        yield Example(
            "lift_half_year",
            self.env._("Lifts: Six-Month Check"),
            self.env._(
                "D.P.R. 162/1999, art. 15: by the maintainer, at least twice a year."
            ),
            6,
            tag=tag,
        )
        yield Example(
            "lift_inspection",
            self.env._("Lifts: Two-Year Inspection"),
            self.env._(
                "D.P.R. 162/1999, art. 13: by the authority or a notified body."
            ),
            2,
            "year",
            tag=tag,
        )

    @api.model
    def _get_boiler_examples(self):
        """D.P.R. 74/2013, annex A: by power and fuel."""
        source = self.env._(
            "D.P.R. 74/2013, art. 8 and annex A: report of energy efficiency."
        )
        for code, tag, years in (
            ("gas_small", self.env._("Gas Boiler, 10 to 100 kW"), 4),
            ("gas_large", self.env._("Gas Boiler, from 100 kW"), 2),
            ("oil_small", self.env._("Oil or Wood Boiler, 10 to 100 kW"), 2),
            ("oil_large", self.env._("Oil or Wood Boiler, from 100 kW"), 1),
        ):
            yield Example(
                f"boiler_{code}",
                self.env._("%s: Efficiency", tag),
                source,
                years,
                "year",
                tag=tag,
            )

    @api.model
    def _get_leak_examples(self):
        """Regulation (EU) 2024/573, article 5: by tonnes of CO₂ equivalent."""
        source = self.env._(
            "Regulation (EU) 2024/573, art. 5: from 5, 50 and 500 t of CO₂ equivalent; "
            "half as often with a leak detection system. Hermetically sealed from 10 t."
        )
        for least, most, months in LEAK_CHECKS:
            for detects in (False, True):
                conditions = [
                    ("co2_equivalent", ">=", least),
                    ("has_leak_detection", "=", detects),
                    *([("co2_equivalent", "<", most)] if most else []),
                    "|",
                    ("is_hermetic", "=", False),
                    ("co2_equivalent", ">=", 10),
                ]
                name = self.env._("F-Gas Leak Check from %s t CO₂e", least)
                if detects:
                    name = self.env._("%s, with Leak Detection", name)
                yield Example(
                    f"leak_{least}{'_detection' if detects else ''}",
                    name,
                    source,
                    months * 2 if detects else months,
                    domain=str(conditions),
                )

    @api.model
    def _get_other_examples(self):
        return [
            Example(
                "cash_register",
                self.env._("Telematic Cash Registers: Two-Year Verification"),
                self.env._(
                    "Provv. Agenzia delle Entrate 28 October 2016 and later ones."
                ),
                2,
                "year",
                tag=self.env._("Telematic Cash Register"),
                end_of_month=True,
            ),
            Example(
                "medical",
                self.env._("Electrical Medical Devices: Recurrent Test"),
                self.env._("CEI EN 62353: interval of the maker, at most 24 months."),
                24,
                tag=self.env._("Electrical Medical Device"),
            ),
            Example(
                "backflow",
                self.env._("Backflow Preventers: Yearly Check"),
                self.env._("UNI EN 806-5, annex A: at least once a year."),
                12,
                tag=self.env._("Backflow Preventer"),
            ),
            Example(
                "pressure_function",
                self.env._("Pressure Equipment: Check in Operation"),
                self.env._(
                    "D.M. 329/2004, art. 10 and annexes A and B: by fluid and category."
                ),
                3,
                "year",
                tag=self.env._("Pressure Equipment"),
            ),
            Example(
                "pressure_integrity",
                self.env._("Pressure Equipment: Ten-Year Integrity Check"),
                self.env._("D.M. 329/2004, art. 10 and 12, annexes A and B."),
                10,
                "year",
                tag=self.env._("Pressure Equipment"),
            ),
        ]
