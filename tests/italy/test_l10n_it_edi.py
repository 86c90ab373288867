# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Italian e-invoices of contracts, with Odoo's ``l10n_it_edi`` installed for real.

In a copy of the database of the tests, where the add-on has been installed before;
test_lifecycle.py installs them the other way round.
"""

import json

from lxml import etree

from odoo.tests import get_db_name, tagged

from ..databases import DatabasesCase

# The elements of a line in the order of the official schema.
LINE_ELEMENTS = (
    "NumeroLinea",
    "TipoCessionePrestazione",
    "CodiceArticolo",
    "Descrizione",
    "Quantita",
    "UnitaMisura",
    "DataInizioPeriodo",
    "DataFinePeriodo",
    "PrezzoUnitario",
    "ScontoMaggiorazione",
    "PrezzoTotale",
    "AliquotaIVA",
    "Ritenuta",
    "Natura",
    "RiferimentoAmministrazione",
    "AltriDatiGestionali",
)
# An Italian company bills contracts of a public administration and of a company.
SCRIPT = """
import json
from odoo import Command
italy = env.ref("base.it")
company = env["res.company"].create({
    "name": "Assistenza S.r.l.", "country_id": italy.id, "vat": "IT01234560157",
    "street": "Via Roma 1", "zip": "20100", "city": "Milano", "phone": "0266766700",
    "l10n_it_codice_fiscale": "01234560157", "l10n_it_tax_system": "RF01",
})
env["account.chart.template"].try_loading("it", company)
env = env(context={**env.context, "allowed_company_ids": company.ids})
ref = env["account.chart.template"].with_company(company).ref
address = {"country_id": italy.id, "zip": "28887", "city": "Omegna", "is_company": True}
office = env["res.partner"].create({
    **address, "name": "Comune", "vat": "IT06655971007", "street": "Via Municipio 1",
    "l10n_it_codice_fiscale": "06655971007", "l10n_it_pa_index": "123456",
})
firm = env["res.partner"].create({
    **address, "name": "Alessi", "vat": "IT00465840031", "street": "Via Privata 6",
    "l10n_it_codice_fiscale": "00465840031",
})
hour = env.ref("uom.product_uom_hour")
product = env["product.product"].create(
    {"name": "Manutenzione", "type": "service", "uom_id": hour.id}
)
contract_type = env["service.contract.type"].create(
    {"name": "Manutenzione", "product_id": product.id, "company_id": company.id}
)
def contract(partner, taxes, **vals):
    record = env["service.contract"].create({
        "partner_id": partner.id, "company_id": company.id,
        "contract_type_id": contract_type.id, "date_start": "2026-01-01",
        "billing_interval": 3, "billing_unit": "month",
        "line_ids": [Command.create({
            "price_unit": 1000.0, "tax_ids": [Command.set(taxes.ids)]
        })], **vals,
    })
    record.action_activate()
    return record
withheld = ref("22v") | ref("20vwc")
contracts = (
    contract(office, ref("22vsp_group"), cig="z1234 56789", cup="A12B34000000001"),
    contract(office, withheld, customer_contract_ref="REP 77",
             customer_contract_date="2025-12-20"),
    contract(firm, ref("22v")),
    contract(firm, ref("22v")),
)
run = env["service.invoicing.run"].create({
    "company_id": company.id, "date_to": "2026-01-31", "invoice_date": "2026-01-31",
    "post": True,
})
run._execute()
def render(invoice):
    return invoice._l10n_it_edi_render_xml().decode()
def bills(contract):
    lines = contract.line_ids.invoice_line_ids
    return lines.move_id.filtered(lambda move: move.move_type == "out_invoice")
for one in contracts:
    assert bills(one).invoice_line_ids.filtered(
        "service_contract_line_id")[0].tax_ids == one.line_ids.tax_ids
bills(contracts[2]).l10n_it_stamp_duty = 2.0
refund = bills(contracts[0])._reverse_moves([{"invoice_date": "2026-02-01"}])
refund.action_post()
print("RESULT " + json.dumps({
    "names": [one.name for one in contracts],
    "exceptions": run.exception_ids.mapped("message"),
    "invoices": run.invoice_count,
    "xml": [render(bills(one)) for one in contracts],
    "refund": render(refund),
    "errors": [list(bills(one)._l10n_it_edi_export_data_check()) for one in contracts],
}))
env.cr.rollback()
"""


@tagged("post_install", "-at_install")
class TestItalianInvoices(DatabasesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}_italy"
        cls._copy_tests(cls.database)
        cls._odoo("server", cls.database, "-i", "l10n_it_edi")
        cls.result = cls._invoice()

    @classmethod
    def _invoice(cls):
        """Run the script; nothing of it is kept."""
        output = cls._run("shell", cls.database, "--no-http", script=SCRIPT).stdout
        [line] = [one for one in output.splitlines() if one.startswith("RESULT ")]
        return json.loads(line.removeprefix("RESULT "))

    def _tree(self, index):
        return etree.fromstring(self.result["xml"][index].encode())

    def _texts(self, tree, path):
        return [element.text for element in tree.findall(f".//{path}")]

    def _periods(self, tree):
        starts = self._texts(tree, "DettaglioLinee/DataInizioPeriodo")
        ends = self._texts(tree, "DettaglioLinee/DataFinePeriodo")
        return list(zip(starts, ends, strict=True))

    def test_everything_is_invoiced_and_can_be_sent(self):
        self.assertEqual(self.result["exceptions"], [])
        self.assertEqual(self.result["invoices"], 3)
        self.assertEqual(self.result["errors"][:2], [[], []])

    def test_lines_carry_their_period_where_the_schema_wants_it(self):
        for index in range(4):
            tree = self._tree(index)
            for line in tree.iter("DettaglioLinee"):
                positions = [LINE_ELEMENTS.index(element.tag) for element in line]
                self.assertEqual(positions, sorted(positions))
            self.assertEqual({*self._periods(tree)}, {("2026-01-01", "2026-03-31")})
        self.assertTrue(self._texts(self._tree(0), "UnitaMisura"))

    def test_contract_of_a_public_administration_is_named(self):
        tree = self._tree(0)
        self.assertEqual(
            [(one.tag, one.text) for one in tree.find(".//DatiContratto")],
            [
                ("IdDocumento", self.result["names"][0]),
                ("Data", "2026-01-01"),
                ("CodiceCUP", "A12B34000000001"),
                ("CodiceCIG", "Z123456789"),
            ],
        )

    def test_number_of_the_customer_comes_first(self):
        self.assertEqual(
            [one.text for one in self._tree(1).find(".//DatiContratto")],
            ["REP 77", "2025-12-20"],
        )

    def test_contracts_of_a_company_share_an_invoice(self):
        """It can name one contract only and then names none."""
        self.assertEqual(self.result["xml"][2], self.result["xml"][3])
        self.assertEqual(self._texts(self._tree(2), "DatiContratto"), [])
        self.assertEqual(len(self._texts(self._tree(2), "DataInizioPeriodo")), 2)

    def test_taxes_go_through(self):
        """Split payment, withholding and stamp duty as on any invoice."""
        self.assertEqual(self._texts(self._tree(0), "EsigibilitaIVA"), ["S"])
        self.assertEqual(self._texts(self._tree(1), "ImportoRitenuta"), ["200.00"])
        self.assertEqual(self._texts(self._tree(1), "Ritenuta"), ["SI"])
        self.assertEqual(self._texts(self._tree(2), "ImportoBollo"), ["2.00"])

    def test_credit_note_names_the_contract_as_well(self):
        tree = etree.fromstring(self.result["refund"].encode())
        self.assertEqual(self._texts(tree, "CodiceCIG"), ["Z123456789"])
        self.assertEqual(self._periods(tree), [("2026-01-01", "2026-03-31")])
