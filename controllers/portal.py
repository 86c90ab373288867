# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import binascii
from contextlib import suppress

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

MODELS = {
    "equipment": "service.equipment",
    "contracts": "service.contract",
    "jobs": "service.intervention",
}
LISTS = {**MODELS, "duties": "service.duty"}  # whose pages are their machines'
PATHS = ", ".join(MODELS)
LIST_PATHS = ", ".join(LISTS)
COUNTERS = {f"service_{path}_count": model for path, model in LISTS.items()}
UNDER_WARRANTY = [("under_warranty", "=", True)]
RUNNING = [("is_running", "=", True)]
OPEN = [("is_open", "=", True)]
DONE = [("state", "=", "done")]


class ServicePortal(CustomerPortal):
    """The equipment, contracts and jobs of a customer, on Odoo's own portal.

    Customers have no rights on the records. Each page finds its records by
    ``_get_customer_domain``, or by the token of the link, and by nothing else.
    """

    # === ACCESS === #

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        for counter, model in COUNTERS.items():
            if counter in counters:
                records, domain = self._get_shown(model)
                values[counter] = records.search_count(domain)
        return values

    def _get_shown(self, model):
        """The model, and which of its records the reader may look at as a customer."""
        # sudo: customers have no rights on records, the domain is what they may see
        records = request.env[model].sudo()
        return records, records._get_customer_domain(request.env.user)

    def _document_check_access(self, model_name, document_id, access_token=None):
        if hasattr(request.env[model_name], "_get_customer_domain"):
            records, domain = self._get_shown(model_name)
            found = records.search(domain & Domain("id", "=", document_id))
            if found:
                return found
        return super()._document_check_access(model_name, document_id, access_token)

    def _find_page(self, model, record_id, access_token):
        """The record of a page; empty for who may not see it, or if there is none."""
        if access_token and not access_token.isascii():
            access_token = None  # no token has such signs, and none is compared to it
        try:
            return self._document_check_access(model, record_id, access_token)
        except (AccessError, MissingError):
            return request.env[model]

    # === LISTS === #

    def _render_list(self, path, page, sortby, filterby, search, search_in):
        """A list with search, order, filter and pages; bad values fall back."""
        records, domain = self._get_shown(LISTS[path])
        sortings, filters, inputs = getattr(self, f"_get_{path}_searchbar")()
        sortby = sortby if sortby in sortings else next(iter(sortings))
        filterby = filterby if filterby in filters else next(iter(filters))
        search_in = search_in if search_in in inputs else next(iter(inputs))
        search = search.replace("\x00", "")  # a sign that no text has
        domain &= Domain(filters[filterby]["domain"])
        if search:
            domain &= Domain(inputs[search_in]["field"], "ilike", search)
        url = f"/my/{path}"
        pages = pager(
            url=url,
            url_args={
                "sortby": sortby,
                "filterby": filterby,
                "search": search,
                "search_in": search_in,
            },
            total=records.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        found = records.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=pages["offset"],
        )
        request.session[f"my_{path}_history"] = found.ids[:100]
        values = {
            **self._prepare_portal_layout_values(),
            "records": found,
            "page_name": path,
            "default_url": url,
            "pager": pages,
            "searchbar_sortings": sortings,
            "searchbar_filters": filters,
            "searchbar_inputs": inputs,
            "sortby": sortby,
            "filterby": filterby,
            "search": search,
            "search_in": search_in,
        }
        return request.render(f"service_management.portal_list_{path}", values)

    def _get_equipment_searchbar(self):
        return (
            {
                "name": {
                    "label": request.env._("Name"),
                    "order": "product_id, serial_number, id",
                },
                "serial": {
                    "label": request.env._("Serial Number"),
                    "order": "serial_number, id",
                },
                "newest": {
                    "label": request.env._("Newest"),
                    "order": "delivery_date desc, id desc",
                },
            },
            {
                "all": {"label": request.env._("All"), "domain": []},
                "warranty": {
                    "label": request.env._("Under Warranty"),
                    "domain": UNDER_WARRANTY,
                },
            },
            {
                "serial": {
                    "input": "serial",
                    "field": "serial_number",
                    "label": request.env._("Search by serial number"),
                },
                "name": {
                    "input": "name",
                    "field": "display_name",
                    "label": request.env._("Search by name"),
                },
                "site": {
                    "input": "site",
                    "field": "site_id",
                    "label": request.env._("Search by site"),
                },
                "contract": {
                    "input": "contract",
                    "field": "contract_line_ids.contract_id.name",
                    "label": request.env._("Search by contract"),
                },
            },
        )

    def _get_contracts_searchbar(self):
        return (
            {
                "newest": {
                    "label": request.env._("Newest"),
                    "order": "date_start desc, id desc",
                },
                "end": {"label": request.env._("End"), "order": "date_end, id"},
                "name": {"label": request.env._("Number"), "order": "name, id"},
            },
            {
                "running": {
                    "label": request.env._("Running"),
                    "domain": RUNNING,
                },
                "all": {"label": request.env._("All"), "domain": []},
            },
            {
                "name": {
                    "input": "name",
                    "field": "name",
                    "label": request.env._("Search by number"),
                },
                "serial": {
                    "input": "serial",
                    "field": "line_ids.equipment_id.serial_number",
                    "label": request.env._("Search by serial number"),
                },
            },
        )

    def _get_jobs_searchbar(self):
        return (
            {
                "newest": {
                    "label": request.env._("Newest"),
                    "order": "request_date desc, id desc",
                },
                "appointment": {
                    "label": request.env._("Appointment"),
                    "order": "date_start desc, id desc",
                },
                "name": {"label": request.env._("Number"), "order": "name, id"},
            },
            {
                "all": {"label": request.env._("All"), "domain": []},
                "open": {
                    "label": request.env._("Open"),
                    "domain": OPEN,
                },
                "done": {
                    "label": request.env._("Done"),
                    "domain": DONE,
                },
            },
            {
                "name": {
                    "input": "name",
                    "field": "display_name",
                    "label": request.env._("Search by number or subject"),
                },
                "serial": {
                    "input": "serial",
                    "field": "item_ids.equipment_id.serial_number",
                    "label": request.env._("Search by serial number"),
                },
            },
        )

    @http.route(
        [
            f"/my/<any({LIST_PATHS}):path>",
            f"/my/<any({LIST_PATHS}):path>/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def my_service_list(
        self,
        path,
        page=1,
        sortby=None,
        filterby=None,
        search="",
        search_in=None,
        **kwargs,
    ):
        return self._render_list(path, page, sortby, filterby, search, search_in)

    # === PAGES === #

    def _get_page_values(self, record, access_token, path, values=None, **kwargs):
        """What Odoo's own pages of a record need, with ``values`` of our own."""
        return self._get_page_view_values(
            record,
            access_token,
            {"page_name": path, "record": record, **(values or {})},
            "",  # see _get_neighbours
            False,
            **kwargs,
        )

    def _get_neighbours(self, path, record):
        """Addresses of what comes before and after ``record`` in the last list.

        Without their tokens, unlike Odoo's: one of them may be somebody else's by now.
        """
        listed = request.session.get(f"my_{path}_history", [])
        if record.id not in listed:
            return {}
        place = listed.index(record.id)
        before, after = listed[:place], listed[place + 1 :]
        return {
            "prev_record": before and f"/my/{path}/{before[-1]}",
            "next_record": after and f"/my/{path}/{after[0]}",
        }

    def _render_page(self, path, record, access_token, **kwargs):
        values = self._get_page_values(
            record, access_token, path, self._get_neighbours(path, record), **kwargs
        )
        # what is written on the page is posted by the token, without rights
        values["token"] = record._portal_ensure_token()
        return request.render(f"service_management.portal_page_{path}", values)

    @http.route(
        f"/my/<any({PATHS}):path>/<int:record_id>",
        type="http",
        auth="public",
        website=True,
    )
    def my_service_page(
        self,
        path,
        record_id,
        access_token=None,
        report_type=None,
        download=False,
        **kwargs,
    ):
        record = self._find_page(MODELS[path], record_id, access_token)
        if not record:
            return request.redirect("/my")
        if report_type:
            return self._show_page_report(record, report_type, download)
        return self._render_page(path, record, access_token, **kwargs)

    @http.route(
        "/my/equipment/<int:record_id>/photo",
        type="http",
        auth="public",
        readonly=True,
    )
    def my_equipment_photo(self, record_id, access_token=None, **kwargs):
        equipment = self._find_page(MODELS["equipment"], record_id, access_token)
        if not equipment.image_1920:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(
            equipment, "image_1920", width=512, height=512
        )
        return stream.get_response()

    @http.route(
        "/my/equipment/<int:record_id>/document/<int:document_id>",
        type="http",
        auth="public",
        readonly=True,
    )
    def my_equipment_document(
        self, record_id, document_id, access_token=None, **kwargs
    ):
        """A file that is marked for customers; as a file, never as a page."""
        equipment = self._find_page(MODELS["equipment"], record_id, access_token)
        documents = equipment and equipment._get_customer_documents()
        document = documents and documents.filtered(lambda one: one.id == document_id)
        if not document:
            raise request.not_found()
        if document.type == "url":
            return self._leave_for(document.url)
        stream = request.env["ir.binary"]._get_stream_from(document)
        return stream.get_response(as_attachment=True)

    @http.route(
        "/my/equipment/<int:record_id>/offer",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def ask_for_offer(self, record_id, access_token=None, **kwargs):
        """Ask for a contract after the warranty."""
        equipment = self._find_page(MODELS["equipment"], record_id, access_token)
        if not equipment:
            return request.redirect("/my")
        # what is refused has just been asked for, which the page shows
        with suppress(UserError), request.env.cr.savepoint():
            equipment._ask_for_offer()
        return request.redirect(equipment.get_portal_url(anchor="service_offer"))

    def _leave_for(self, url):
        """Another site, as far as it is one: whoever entered it may have erred."""
        if not (url or "").startswith(("https://", "http://")):
            raise request.not_found()
        return request.redirect(url, local=False)

    @http.route(
        "/my/jobs/<int:record_id>/people/<int:person_id>",
        type="http",
        auth="public",
        readonly=True,
    )
    def my_job_person(self, record_id, person_id, access_token=None, **kwargs):
        """The photo of somebody who comes."""
        job = self._find_page(MODELS["jobs"], record_id, access_token)
        people = job and job._get_customer_people()
        person = people and people.filtered(lambda one: one.id == person_id)
        if not person:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(person, "avatar_128")
        return stream.get_response()

    def _show_page_report(self, record, report_type, download):
        report = record._get_customer_report()
        if not report or report_type not in ("html", "pdf"):
            return request.redirect(record.access_url)
        return self._show_report(record, report_type, report, bool(download))

    # === SIGNATURE === #

    @http.route(
        "/my/jobs/<int:record_id>/sign", type="jsonrpc", auth="public", website=True
    )
    def sign_job(self, record_id, name=None, signature=None, **kwargs):
        """Sign the report of a finished job; all rules of a signature on site hold."""
        access_token = request.httprequest.args.get("access_token")
        job = self._find_page(MODELS["jobs"], record_id, access_token)
        if not job:
            return {
                "error": request.env._("This page does not exist, or is not yours.")
            }
        try:
            with request.env.cr.savepoint():  # what was refused is not half written
                job._sign_online(name, signature)
        except UserError as error:
            return {"error": str(error)}
        except (TypeError, ValueError, binascii.Error):
            return {"error": request.env._("This is no signature: draw it once more.")}
        return {
            "force_refresh": True,
            "redirect_url": job.get_portal_url(query_string="&message=sign_ok"),
        }
