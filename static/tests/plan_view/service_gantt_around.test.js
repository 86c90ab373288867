import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { Component, xml } from "@odoo/owl";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryOne, queryRect, waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    getService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { registry } from "@web/core/registry";
import { WebClient } from "@web/webclient/webclient";
import { Task, task, mountPlan, Person, preparePlan } from "./plan_view_helpers";

defineMailModels();
defineModels([Person, Task]);
describe.current.tags("desktop");

let plan;
beforeEach(() => {
    plan = preparePlan();
});

test("menus know which day is shown: today, or where the window begins", async () => {
    class Day extends Component {
        static template = xml`<button class="day" t-on-click="() => this.tell()">Day</button>`;
        static props = {};
        tell() {
            expect.step(this.env.getShownDay());
        }
    }
    registry.category("cogMenu").add("day", { Component: Day });
    const askMenu = async () => {
        await contains(".o_cp_action_menus .dropdown-toggle").click();
        await contains(".day").click();
        await contains(".o_cp_action_menus .dropdown-toggle").click();
    };
    await mountPlan();
    await askMenu();
    await contains(".o_sg_next").click();
    await askMenu();
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-23",
        "2026-11-28 23:00:00 2026-12-05 23:00:00 person_ids",
        "2026-11-29",
    ]);
});

test("the search panel is folded until it is opened, and filters", async () => {
    onRpc("service_gantt_read", ({ kwargs }) => {
        expect.step(JSON.stringify(kwargs.domain));
        return plan;
    });
    await mountPlan({
        arch: Task._views.service_gantt,
        searchViewArch: `
            <search>
                <searchpanel view_types="service_gantt">
                    <field name="person_ids" select="multi" expand="1"/>
                </searchpanel>
            </search>`,
    });
    expect(".o_search_panel").toHaveCount(0);
    await contains(".o_search_panel_sidebar").click();
    await contains(".o_search_panel_filter_value:contains(Bruno) input").click();
    await animationFrame();
    expect.verifySteps(["[]", '[["person_ids","in",[2]]]']);
});

const openPlan = async () => {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.act_window",
        res_model: "plan.task",
        views: [
            [false, "service_gantt"],
            [false, "form"],
        ],
    });
};

test("the hours of a person are counted anew at once", async () => {
    onRpc("service_gantt_write", () => ({ saved: true, records: [], ids: [1] }));
    await mountPlan();
    expect(queryAllTexts(".o_sg_label_load")).toEqual(["2 of 8 h"]);
    queryOne(".o_sg_block[data-id='1']").focus();
    await press(["alt", "shift", "ArrowRight"]);
    await animationFrame();
    expect(queryAllTexts(".o_sg_label_load")).toEqual(["3 of 8 h"]);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});

test("what was planned together is one block: looked into, and moved as one", async () => {
    const owner = { owner_id: [2, "Bruno"] };
    plan.records = ["Pump", "Boiler", "Valve"].map((name, index) =>
        task(index + 1, name, "2026-11-23 09:00:00", "2026-11-23 10:00:00", [1], owner),
    );
    onRpc("service_gantt_write", ({ args }) => {
        expect.step(args[0].map((change) => [change.id, change.new.date_start]));
        return { saved: true, records: [], conflicts: [], ids: [1, 2, 3], followed: [] };
    });
    await mountPlan({
        arch: Task._views.service_gantt.replace("deadline=", `bundle="owner_id" deadline=`),
    });
    expect(".o_sg_block").toHaveCount(1);
    expect(".o_sg_block_text").toHaveText(/3 entries\s*Bruno/);
    expect(".o_sg_count").toHaveText("3");
    await contains(".o_sg_block").click();
    expect(queryAllTexts(".o_sg_popover_members button")).toEqual(["Pump", "Boiler", "Valve"]);
    await contains(".o_sg_popover_close").click();
    queryOne(".o_sg_block").focus();
    await press(["alt", "ArrowRight"]);
    await animationFrame();
    expect(".o_sg_block").toHaveCount(1);
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        [1, 2, 3].map((id) => [id, "2026-11-23 10:00:00"]),
    ]);
});

test("of a long section of the search panel the first are shown until one asks", async () => {
    Person._records = Array.from({ length: 12 }, (_, id) => ({ id: id + 1, name: `P${id}` }));
    await mountPlan({
        arch: Task._views.service_gantt,
        searchViewArch: `
            <search>
                <searchpanel view_types="service_gantt">
                    <field name="person_ids" select="multi" expand="1"/>
                </searchpanel>
            </search>`,
    });
    await contains(".o_search_panel_sidebar").click();
    expect(".o_search_panel_filter_value").toHaveCount(8);
    await contains(".o_sg_whole_section").click();
    await contains(".o_search_panel_filter_value:last input").click();
    await contains(".o_sg_whole_section").click();
    expect(queryAllTexts(".o_search_panel_filter_value").at(-1)).toBe("P11");
    expect(".o_search_panel_filter_value").toHaveCount(9);
    expect.verifySteps(Array(2).fill("2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"));
});

test("what was done can still be undone after a form was opened", async () => {
    onRpc("service_gantt_write", ({ args }) => {
        expect.step(args[0][0].new.date_start);
        return { saved: true, records: [], conflicts: [], ids: [1], followed: [] };
    });
    await openPlan();
    queryOne(".o_sg_block[data-id='1']").focus();
    await press(["alt", "ArrowRight"]);
    await animationFrame();
    await contains(".o_sg_block[data-id='1']").click();
    await contains(".o_sg_popover_open").click();
    await contains(".o_back_button, .breadcrumb-item a").click();
    await contains(".o_sg_undo:enabled").click();
    await animationFrame();
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-23 10:00:00",
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-23 09:00:00",
    ]);
});

test("window and scale are the same after a form was opened", async () => {
    await openPlan();
    await contains(".o_sg_scale_button_day").click();
    await contains(".o_sg_next").click();
    plan.records = [task(1, "Pump", "2026-11-23 09:00:00", "2026-11-23 11:00:00", [1])];
    await contains(".o_sg_previous").click();
    await contains(".o_sg_block[data-id='1']").click();
    await contains(".o_sg_popover_open").click();
    expect(".o_form_view").toHaveCount(1);
    await contains(".o_back_button, .breadcrumb-item a").click();
    expect(".o_sg_scale_button_day").toHaveClass("active");
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-22 23:00:00 2026-11-23 23:00:00 person_ids",
        "2026-11-23 23:00:00 2026-11-24 23:00:00 person_ids",
        "2026-11-22 23:00:00 2026-11-23 23:00:00 person_ids",
        "2026-11-22 23:00:00 2026-11-23 23:00:00 person_ids",
    ]);
});

test("other modules put actions beside the name of a row", async () => {
    const actions = registry.category("service_gantt_row_actions");
    actions.add("greet", {
        isShown: ({ row }) => Boolean(row.resource),
        isOn: ({ row }) => row.label === "Anna",
        icon: () => "fa-hand-o-up",
        label: ({ row }) => `Greet ${row.label}`,
        run: ({ row, planner }) => expect.step(`${row.label} ${planner.canPlan}`),
    });
    plan.rows[1].color = 4;
    await mountPlan();
    expect(".o_sg_row_action[data-name=greet]").toHaveCount(2);
    expect(".o_sg_line:contains(Anna) [data-name=greet]").toHaveClass("o_sg_row_action_on");
    await contains(".o_sg_line:contains(Bruno) [data-name=greet]").click();
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids", "Bruno false"]);
    actions.remove("greet");
});

test("what is planned at once is brought into view, wherever it has landed", async () => {
    const [start, stop] = ["2026-11-28 19:00:00", "2026-11-28 21:00:00"];
    const night = task(1, "Night", "2026-11-22 23:00:00", "2026-11-23 22:30:00", [1]);
    plan.records = [night];
    onRpc("service_gantt_propose", () => {
        const times = { date_start: start, date_end: stop, person_ids: [2] };
        return { changes: [{ id: 9, name: "Far", old: {}, new: times }], left: [] };
    });
    onRpc("service_gantt_write", () => {
        const far = task(9, "Far", start, stop, [2]);
        plan.records = [night, far];
        return { saved: true, records: [far], conflicts: [] };
    });
    onRpc("service_gantt_backlog", () => ({ records: [], length: 0, orders: [], filters: [] }));
    const actions = registry.category("service_gantt_row_actions");
    actions.add("plan_now", {
        isShown: () => true,
        icon: () => "fa-magic",
        label: () => "Plan now",
        run: ({ planner }) => planner.tray.planNow([9]),
    });
    await mountPlan();
    await contains(".o_sg_line:contains(Anna) [data-name=plan_now]").click();
    actions.remove("plan_now");
    await waitFor(".o_sg_block[data-id='9']:not(.o_sg_ghost)");
    expect(queryRect(".o_sg_block[data-id='9']").right).toBeLessThan(window.innerWidth);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});
