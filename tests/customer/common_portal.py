# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of the customers' portal begin with."""

from odoo.tests import HttpCase

from ..common import SIGNATURE, ServiceCommon

LISTS = ("equipment", "contracts", "jobs")
DRAWN = SIGNATURE.decode()


class PortalCommon(ServiceCommon, HttpCase):
    """Two customers, each with a person in the portal and something of everything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._make_things(cls.customer, "anna", "OWN")
        cls.others = cls._make_things(cls._make_customer("Rival"), "rita", "RIVAL")

    @classmethod
    def _make_person(cls, login, company, **vals):
        user = cls._make_user(login, "base.group_portal")
        user.partner_id.write({"parent_id": company.id, **vals})
        return user

    @classmethod
    def _make_things(cls, customer, login, word):
        """An equipment, a contract and a finished job; all are called ``word``."""
        cls._make_person(login, customer)
        equipment = cls._make_equipment(f"{word}-1", partner_id=customer.id)
        contract = cls._make_contract(
            {"equipment_id": equipment.id}, partner_id=customer.id, name=f"{word}-C"
        )
        job = cls._finish(
            cls._make_job(
                [{}], [], equipment, partner_id=customer.id, title=f"{word} overhaul"
            )
        )
        return equipment, contract, job

    def _open(self, url, **parameters):
        return self.url_open(url, allow_redirects=False, params=parameters or None)

    def _sign(self, job, name="Anna", signature=DRAWN, **parameters):
        url = f"/my/jobs/{job.id}/sign"
        if parameters:
            url += "?access_token=" + parameters["access_token"]
        return self.make_jsonrpc_request(url, {"name": name, "signature": signature})
