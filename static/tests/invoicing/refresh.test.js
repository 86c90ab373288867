import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, expect, test } from "@odoo/hoot";
import { queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    MockServer,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

class Run extends models.Model {
    _name = "invoicing.run";

    state = fields.Char();
    progress = fields.Integer();
    _records = [{ id: 1, state: "running", progress: 10 }];
    _views = {
        form: `
            <form>
                <div invisible="state != 'running'"><widget name="service_refresh"/></div>
                <field name="state"/>
                <field name="progress"/>
            </form>`,
    };
}

defineMailModels();
defineModels([Run]);

let isHidden;
beforeEach(async () => {
    isHidden = false;
    patchWithCleanup(document, {
        get hidden() {
            return isHidden;
        },
    });
    onRpc("invoicing.run", "web_read", () => expect.step("read"));
    await mountView({ type: "form", resModel: "invoicing.run", resId: 1 });
    expect.verifySteps(["read"]);
});

const write = (values) => MockServer.env["invoicing.run"].write([1], values);
const progress = () => queryOne(".o_field_widget[name=progress] input").value;
const seconds = async (number) => {
    await advanceTime(number * 1000);
    await animationFrame();
};

test("a run under way is read again every three seconds", async () => {
    write({ progress: 60 });
    await seconds(2);
    expect.verifySteps([]);
    expect(progress()).toBe("10");
    await seconds(1);
    expect.verifySteps(["read"]);
    expect(progress()).toBe("60");
    await seconds(3);
    expect.verifySteps(["read"]);
});

test("nothing is read for a page that nobody sees", async () => {
    isHidden = true;
    await seconds(9);
    expect.verifySteps([]);
    isHidden = false;
    await seconds(3);
    expect.verifySteps(["read"]);
});

test("it ends with the run", async () => {
    write({ state: "done" });
    await seconds(3);
    expect.verifySteps(["read"]);
    await seconds(9);
    expect.verifySteps([]);
});
