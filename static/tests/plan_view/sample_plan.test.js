import { beforeEach, expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels } from "@web/../tests/web_test_helpers";
import { Task, mountPlan, Person, preparePlan } from "./plan_view_helpers";

defineMailModels();
defineModels([Person, Task]);

let plan;
beforeEach(() => {
    plan = preparePlan();
});

test.tags("desktop");
test("behind the help of an empty screen stands a plan that never was", async () => {
    Object.assign(plan, { rows: [], records: [], length: 0 });
    await mountPlan({
        arch: Task._views.service_gantt.replace("<service_gantt", '<service_gantt sample="1"'),
        noContentHelp: "Nobody to plan yet",
    });
    expect(".o_view_sample_data .o_sg_block:first").toHaveCount(1);
    expect(".o_nocontent_help").toHaveText("Nobody to plan yet");
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});
