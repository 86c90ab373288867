import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { queryAll, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Line extends models.Model {
    _name = "invoicing.line";

    included = fields.Boolean();
    amount = fields.Float({ aggregator: "sum" });
    _records = [
        { id: 1, included: true, amount: 100 },
        { id: 2, included: true, amount: 20 },
        { id: 3, included: false, amount: 3 },
    ];
    _views = {
        list: `
            <list js_class="service_invoicing_preview">
                <field name="included" widget="boolean_toggle"/>
                <field name="amount" sum="Total"/>
            </list>`,
    };
}

defineMailModels();
defineModels([Line]);

const total = () => queryOne("tfoot .o_list_number").innerText;

test("what is left out counts in no total, and the list is read again", async () => {
    onRpc("invoicing.line", "web_search_read", () => expect.step("read"));
    await mountView({ type: "list", resModel: "invoicing.line" });
    expect.verifySteps(["read"]);
    expect(queryAll(".o_data_row")).toHaveLength(3);
    expect(total()).toBe("120.00");
    await contains(".o_data_row:first .o_boolean_toggle input").click();
    await animationFrame();
    expect.verifySteps(["read"]);
    expect(total()).toBe("20.00");
    await contains(".o_data_row:last .o_list_record_selector input").click();
    expect(queryAll("tfoot .o_list_number")).toHaveLength(0);
});
