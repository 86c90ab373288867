# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import binascii
from contextlib import suppress

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from .portal import MODELS, ServicePortal

PAGE = "/my/contracts/<int:record_id>"


class ServiceContractPortal(ServicePortal):
    """What a customer decides on the page of a contract."""

    def _get_contracts_searchbar(self):
        """Proposals are found among the contracts that run."""
        sortings, filters, inputs = super()._get_contracts_searchbar()
        proposed = request.env["service.contract"]._get_proposed_domain()
        running = {
            "label": request.env._("Running and Proposed"),
            "domain": Domain(filters["running"]["domain"]) | proposed,
        }
        return sortings, {**filters, "running": running}, inputs

    # === PROPOSALS === #

    @http.route(f"{PAGE}/accept", type="jsonrpc", auth="public", website=True)
    def accept_contract(self, record_id, name=None, signature=None, **kwargs):
        """Sign a contract that is proposed."""
        access_token = request.httprequest.args.get("access_token")
        contract = self._find_page(MODELS["contracts"], record_id, access_token)
        if not contract:
            return {
                "error": request.env._("This page does not exist, or is not yours.")
            }
        try:
            with request.env.cr.savepoint():
                contract._accept_online(name, signature)
        except UserError as error:
            return {"error": str(error)}
        except (TypeError, ValueError, binascii.Error):
            return {"error": request.env._("This is no signature: draw it once more.")}
        return {"force_refresh": True, "redirect_url": contract.get_portal_url()}

    @http.route(
        f"{PAGE}/decline", type="http", auth="public", methods=["POST"], website=True
    )
    def decline_contract(self, record_id, access_token=None, reason="", **kwargs):
        contract = self._find_page(MODELS["contracts"], record_id, access_token)
        if not contract:
            return request.redirect("/my")
        # what is refused was answered before, which the page shows
        with suppress(UserError), request.env.cr.savepoint():
            contract._decline_online(reason)
        return request.redirect(contract.get_portal_url())

    # === NOTICE === #

    @http.route(
        f"{PAGE}/notice",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        website=True,
    )
    def give_notice(self, record_id, access_token=None, **posted):
        """Show what notice means, and take it once that is confirmed."""
        contract = self._find_page(MODELS["contracts"], record_id, access_token)
        if not contract:
            return request.redirect("/my")
        error = ""
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    contract._give_notice_online(
                        posted.get("name"), posted.get("reason"), posted.get("end")
                    )
            except UserError as refused:
                error = str(refused)
        if contract.notice_date or not contract._can_be_noticed_online():
            return request.redirect(contract.get_portal_url())
        values = self._get_page_values(
            contract,
            access_token,
            "contracts",
            {
                "error": error,
                "name": posted.get("name") or self._get_reader_name(),
                "reason": posted.get("reason"),
                "chosen": posted.get("end"),
            },
        )
        return request.render("service_management.portal_notice", values)

    def _get_reader_name(self):
        user = request.env.user
        return "" if user._is_public() else user.name

    @http.route(f"{PAGE}/receipt", type="http", auth="public", website=True)
    def show_notice_receipt(self, record_id, access_token=None, **kwargs):
        contract = self._find_page(MODELS["contracts"], record_id, access_token)
        report = contract and contract._get_notice_receipt()
        if not report:
            return request.redirect("/my")
        return self._show_report(contract, "pdf", report, download=True)
