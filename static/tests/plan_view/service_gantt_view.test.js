import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAll, queryAllTexts, scroll } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    defineParams,
    makeServerError,
} from "@web/../tests/web_test_helpers";
import { Task, task, key, mountPlan, Person, preparePlan, row } from "./plan_view_helpers";

defineMailModels();
defineModels([Person, Task]);
describe.current.tags("desktop");

let plan;
beforeEach(() => {
    plan = preparePlan();
});

test("one call draws rows and blocks of the week", async () => {
    await mountPlan();
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
    expect(queryAllTexts(".o_sg_label_name")).toEqual(["Unassigned", "Anna", "Bruno"]);
    expect(`.o_sg_row[data-key='${key(1)}'] .o_sg_block[data-id='1']`).toHaveCount(1);
    expect(".o_sg_block").toHaveCount(2);
    expect(".o_sg_capacity").toHaveCount(1);
});

test("the buttons go to the next week and to another scale", async () => {
    await mountPlan();
    await contains(".o_sg_next").click();
    await contains(".o_sg_scale_button_day").click();
    await animationFrame();
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-28 23:00:00 2026-12-05 23:00:00 person_ids",
        "2026-11-28 23:00:00 2026-11-29 23:00:00 person_ids",
    ]);
});

test("groups fold and unfold, and say how much they carry", async () => {
    const parent = { ...row(1, "Team"), leaf: false };
    const child = {
        ...row(1, "Anna"),
        key: JSON.stringify([...parent.path, ["name", "x"]]),
        level: 1,
    };
    plan.rows = [parent, child];
    plan.records = [
        task(1, "Pump", "2026-11-23 09:00:00", "2026-11-23 11:00:00", [1], { rows: [child.key] }),
        task(2, "Boiler", "2026-11-23 10:00:00", "2026-11-23 12:00:00", [1], { rows: [child.key] }),
    ];
    await mountPlan();
    expect(".o_sg_block").toHaveCount(2);
    expect(queryAllTexts(".o_sg_pill")).toEqual(["1", "2", "1"]);
    await contains(".o_sg_toggle").click();
    expect(".o_sg_block").toHaveCount(0);
    expect(queryAllTexts(".o_sg_label_name")).toEqual(["Team"]);
    expect(".o_sg_count").toHaveText("2");
    await contains(".o_sg_toggle").click();
    expect(".o_sg_block").toHaveCount(2);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});

test("blocks that cover each other stand in lanes and are marked with a sign", async () => {
    const conflicts = [{ kind: "overlap", text: "Anna is also on Pump." }];
    plan.records = [
        task(1, "Pump", "2026-11-23 09:00:00", "2026-11-23 11:00:00", [1], { conflicts }),
        task(2, "Boiler", "2026-11-23 10:00:00", "2026-11-23 12:00:00", [1], { conflicts }),
    ];
    await mountPlan();
    const tops = queryAll(".o_sg_block").map((block) => block.style.top);
    expect(tops[0]).not.toBe(tops[1]);
    expect(".o_sg_block_conflict .fa-exclamation-triangle").toHaveCount(2);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});

test("what is wrong, late or locked is drawn and said", async () => {
    plan.records = [
        task(1, "Backwards", "2026-11-23 11:00:00", "2026-11-23 09:00:00", [1]),
        task(2, "Late", "2026-11-24 09:00:00", "2026-11-24 12:00:00", [1], {
            deadline: "2026-11-24 10:00:00",
        }),
        task(3, "Locked", "2026-11-25 09:00:00", "2026-11-25 12:00:00", [1], { readonly: true }),
        task(4, "Undated", false, false, [1]),
    ];
    await mountPlan();
    expect(".o_sg_block").toHaveCount(3);
    expect(".o_sg_block[data-id='1']").toHaveAttribute("aria-label", /ends before it starts/);
    expect(".o_sg_block[data-id='2']").toHaveClass("o_sg_block_late");
    expect(".o_sg_flag.o_sg_missed").toHaveCount(1);
    expect(".o_sg_block[data-id='3'] .fa-lock").toHaveCount(1);
    expect(".o_sg_block[data-id='3']").toHaveClass("o_sg_block_locked");
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});

test("a refusal of the server is said on the page, and one can try again", async () => {
    plan.error = makeServerError({ message: "This cannot be planned." });
    await mountPlan();
    expect(".o_sg_notice").toHaveText(/This cannot be planned/);
    delete plan.error;
    await contains(".o_sg_notice button").click();
    expect(".o_sg_notice").toHaveCount(0);
    expect(".o_sg_block").toHaveCount(2);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});

test("a grouping of a field that is gone is named, and rows are drawn without it", async () => {
    await mountPlan({ groupBy: ["was_here", "person_ids"] });
    expect(".o_sg_notice").toHaveText(/was_here/);
    expect(".o_sg_block").toHaveCount(2);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});

test("an empty week says what to do and keeps its rows", async () => {
    plan.records = [];
    plan.length = 0;
    await mountPlan();
    expect(".o_sg_hint").toHaveText(/Nothing planned/);
    expect(".o_sg_hint .o_sg_step").toHaveCount(1);
    expect(".o_sg_line").toHaveCount(3);
    plan.rows = [];
    await contains(".o_sg_next").click();
    expect(".o_nocontent_help").toHaveCount(1);
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-28 23:00:00 2026-12-05 23:00:00 person_ids",
    ]);
});

test("the text of a short block stays in its lane, is part of it and can be clicked", async () => {
    const hours = ["08", "09", "10", "11"];
    plan.records = hours.map((hour, index) =>
        task(
            index + 1,
            `A very long name of what is done at ${hour}`,
            `2026-11-23 ${hour}:00:00`,
            `2026-11-23 ${hour}:30:00`,
            [1],
        ),
    );
    await mountPlan();
    const blocks = queryAll(".o_sg_block");
    const texts = queryAll(".o_sg_block_text").map((text) => text.getBoundingClientRect());
    texts.forEach((one, index) => {
        expect(one.width).toBeGreaterThan(55);
        const middle = [one.left + one.width / 2, one.top + one.height / 2];
        expect(blocks[index].contains(document.elementFromPoint(...middle))).toBe(true);
        for (const other of texts.slice(0, index)) {
            const isApart = one.top >= other.bottom || one.bottom <= other.top;
            expect(isApart || one.left >= other.right).toBe(true);
        }
    });
    await contains(".o_sg_block[data-id='1'] .o_sg_block_text").click();
    expect(".o_sg_popover").toHaveCount(1);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});

test("days off are folded until somebody works, is planned or wants to see them", async () => {
    const weekdays = ["23", "24", "25", "26", "27"];
    plan.capacity["p,1"] = Object.fromEntries(weekdays.map((day) => [`2026-11-${day}`, [2, 8]]));
    await mountPlan();
    const head = (index) => queryAll(".o_sg_column_head")[index].getBoundingClientRect().width;
    expect(queryAllTexts(".o_sg_folded.o_sg_column_head")).toEqual(["22", "28"]);
    expect(head(0)).toBe(26);
    expect(head(1)).toBeGreaterThan(100);
    await contains(".o_sg_column_head.o_sg_folded").click();
    expect(".o_sg_folded").toHaveCount(0);
    expect(head(0)).toBe(head(1));
    await contains(".o_sg_column_head.o_sg_free").click();
    expect(".o_sg_column_head.o_sg_folded").toHaveCount(2);
    plan.records.push(task(3, "Repair", "2026-11-28 09:00:00", "2026-11-28 11:00:00", [1]));
    await contains(".o_sg_next").click();
    await contains(".o_sg_previous").click();
    expect(queryAllTexts(".o_sg_folded.o_sg_column_head")).toEqual(["22"]);
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-28 23:00:00 2026-12-05 23:00:00 person_ids",
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
    ]);
});

test("the last line says what it counts", async () => {
    await mountPlan();
    expect(".o_sg_totals_label").toHaveText(/Hours planned\s+2 of 8 h/);
    expect(queryAllTexts(".o_sg_total_text")).toEqual(["2 of 8 h"]);
    plan.capacity = {};
    await contains(".o_sg_next").click();
    await contains(".o_sg_previous").click();
    expect(".o_sg_totals_label").toHaveText(/Entries\s+on each day/);
    expect(queryAllTexts(".o_sg_total_text")).toEqual(["1", "1"]);
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-28 23:00:00 2026-12-05 23:00:00 person_ids",
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
    ]);
});

test("the week begins where the language says", async () => {
    defineParams({ lang_parameters: { week_start: 1 } });
    await mountPlan();
    expect(queryAllTexts(".o_sg_column_head").slice(0, 2)).toEqual(["Mon 23", "Tue 24"]);
    expect(queryAllTexts(".o_sg_folded.o_sg_column_head")).toEqual(["28", "29"]);
    expect.verifySteps(["2026-11-22 23:00:00 2026-11-29 23:00:00 person_ids"]);
});

test("of ten thousand rows only those in view are drawn", async () => {
    plan.rows = Array.from({ length: 10000 }, (_, index) => row(index + 1, `Person ${index + 1}`));
    plan.records = [task(1, "Last", "2026-11-23 09:00:00", "2026-11-23 11:00:00", [10000])];
    await mountPlan();
    expect(queryAll(".o_sg_line").length).toBeLessThan(60);
    expect(".o_sg_block").toHaveCount(0);
    await scroll(".o_sg_scroll", { top: 1000000 });
    await animationFrame();
    await animationFrame();
    expect(queryAll(".o_sg_line").length).toBeLessThan(60);
    expect(".o_sg_block[data-id='1']").toHaveCount(1);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});

test("a click looks closer at a block", async () => {
    await mountPlan();
    await contains(".o_sg_block[data-id='1']").click();
    expect(".o_sg_popover .popover-header").toHaveText("Pump");
    expect(".o_sg_popover_open").toHaveCount(1);
    expect(".o_sg_popover_delete").toHaveCount(1);
    await contains(".o_sg_popover_close").click();
    expect(".o_sg_popover").toHaveCount(0);
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
});
