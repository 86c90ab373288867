import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    drag,
    hover,
    keyDown,
    pointerDown,
    pointerUp,
    press,
    queryFirst,
    queryOne,
} from "@odoo/hoot-dom";
import { animationFrame, mockTimeZone } from "@odoo/hoot-mock";
import { Component, useRef, xml } from "@odoo/owl";
import { makeMockEnv, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { useGestures } from "@service_management/plan_view/gestures/gestures_hook";
import { useKeyboard } from "@service_management/plan_view/planner/keyboard";
import { Planner } from "@service_management/plan_view/planner/planner";
import { FakeModel } from "./fake_model";

describe.current.tags("desktop");
defineMailModels();

const ROW_HEIGHT = 40;
const names = ["Anna", "Bruno"];
let model, planner, saved;

/** A plan as bare as can be: two rows of 770 pixels, 110 for each day. */
class Board extends Component {
    static props = {};
    static template = xml`
        <div t-ref="root" class="o_sg" style="position: fixed; top: 0; left: 0; width: 940px">
            <div class="o_sg_scroll" style="width: 770px; height: 200px; overflow: auto">
                <div
                    t-foreach="rows"
                    t-as="row"
                    t-key="row.key"
                    class="o_sg_row"
                    t-att-data-key="row.key"
                    style="position: relative; width: 770px; height: 40px"
                >
                    <div
                        t-foreach="blocksOf(row)"
                        t-as="block"
                        t-key="block.id"
                        class="o_sg_block"
                        tabindex="0"
                        t-att-data-id="block.id"
                        t-att-data-key="row.key"
                        t-attf-style="position: absolute; top: 4px; height: 30px; left: {{block.left}}px; width: {{block.width}}px"
                    />
                </div>
            </div>
            <aside class="o_sg_tray" style="position: absolute; left: 780px; top: 0; width: 150px; height: 150px" />
        </div>`;

    setup() {
        const root = useRef("root");
        const getPoint = ({ clientX, clientY }) => ({
            px: clientX,
            rowKey: model.rows[Math.floor(clientY / ROW_HEIGHT)]?.key ?? null,
            date: model.scale.toDate(clientX),
        });
        useGestures(root, { planner, getPoint });
        useKeyboard(root, { planner, focus: () => {} });
    }

    get rows() {
        return model.rows;
    }

    blocksOf({ key }) {
        const { scale } = model;
        return model.recordsInRow(key).map((record) => {
            const left = scale.toPx(luxon.DateTime.fromSQL(record.date_start, { zone: "utc" }));
            const right = scale.toPx(luxon.DateTime.fromSQL(record.date_end, { zone: "utc" }));
            return { id: record.id, left, width: right - left };
        });
    }
}

const rowKey = (id) => JSON.stringify([["person_ids", id]]);
const blockOf = (id) => `.o_sg_block[data-id="${id}"]`;
const position = (x, y) => ({ position: { x, y } });

beforeEach(async () => {
    mockTimeZone("Europe/London");
    saved = [];
});

async function mountBoard() {
    await makeMockEnv();
    const rows = names.map((label, index) => {
        const path = [["person_ids", index + 1]];
        return { key: JSON.stringify(path), path, label, level: 0, leaf: true };
    });
    const answer = async (method, [changes]) => {
        saved.push([method, changes]);
        return { saved: true, records: [], conflicts: [], ids: [] };
    };
    model = new FakeModel(answer, { rows, tasks });
    planner = new Planner({ model, dialog: {}, notification: {} });
    planner.actions = {
        create: (row, span) =>
            expect.step(`${row.label} ${span.start.toISO()} ${span.stop.toISO()}`),
        open: ({ record }) => expect.step(`open ${record.id}`),
        remove: (blocks) => expect.step(`remove ${blocks.length}`),
    };
    await mountWithCleanup(Board);
}

const tasks = (fake) => [
    fake.task(1, {
        rows: [rowKey(1)],
        person_ids: [1],
        date_start: "2026-11-24 10:00:00",
        date_end: "2026-11-24 14:00:00",
    }),
    fake.task(2, {
        rows: [rowKey(2)],
        person_ids: [2],
        date_start: "2026-11-25 10:00:00",
        date_end: "2026-11-25 14:00:00",
    }),
];

test("on the words beside a block one draws something new", async () => {
    await mountBoard();
    const words = document.createElement("span");
    words.style = "position: absolute; left: 100%; width: 40px; height: 30px";
    queryOne(blockOf(1)).append(words);
    const { moveTo, drop } = await drag(words);
    await moveTo(words, position(321, 19));
    await animationFrame();
    expect(".o_sg_drag_drawing").toHaveCount(1);
    await drop();
    expect(saved).toEqual([]);
    expect.verifySteps(["Anna 2026-11-24T15:00:00.000+00:00 2026-11-24T18:00:00.000+00:00"]);
});

test("a block goes to another day and person in one call", async () => {
    await mountBoard();
    const { moveTo, drop } = await drag(blockOf(1));
    await moveTo(".o_sg_scroll", position(484, 60));
    await animationFrame();
    expect(".o_sg_drag_copy").toHaveCount(1);
    const ghost = queryOne(".o_sg_drag").shadowRoot;
    expect(ghost.querySelector("[part=label]")).toHaveText(/Bruno/);
    await drop();
    await animationFrame();
    expect(".o_sg_drag").toHaveCount(0);
    expect(saved).toHaveLength(1);
    const [[method, [change]]] = saved;
    expect(method).toBe("service_gantt_write");
    expect(change.new.person_ids).toEqual([2]);
    expect(change.new.date_start.slice(0, 10)).toBe("2026-11-26");
});

test("Escape gives a drag up", async () => {
    await mountBoard();
    const { moveTo } = await drag(blockOf(1));
    await moveTo(".o_sg_scroll", position(500, 60));
    await animationFrame();
    expect(".o_sg_drag").toHaveCount(1);
    await keyDown("Escape");
    await pointerUp(".o_sg_scroll");
    expect(".o_sg_drag").toHaveCount(0);
    expect(saved).toEqual([]);
});

test("an end is pulled, the other stays", async () => {
    await mountBoard();
    const { right } = queryFirst(blockOf(1)).getBoundingClientRect();
    const { moveTo, drop } = await drag(blockOf(1), position(right - 2, 20));
    await moveTo(".o_sg_scroll", position(right + 18, 20));
    await drop();
    const [[, [change]]] = saved;
    expect(Object.keys(change.new)).toEqual(["date_end"]);
    expect(change.new.date_end).toBe("2026-11-24 16:00:00");
});

test("dropped on the tray a block loses its time", async () => {
    await mountBoard();
    const { moveTo, drop } = await drag(blockOf(1));
    await moveTo(".o_sg_tray");
    await animationFrame();
    expect(".o_sg_tray").toHaveClass("o_sg_tray_target");
    await drop();
    expect(saved[0][1][0].new).toEqual({ date_start: false, date_end: false });
    expect(".o_sg_tray").not.toHaveClass("o_sg_tray_target");
});

test("with Ctrl held it is copied", async () => {
    await mountBoard();
    await keyDown("Control");
    const { moveTo, drop } = await drag(blockOf(1));
    await moveTo(".o_sg_scroll", position(520, 20));
    await drop();
    expect(saved[0][0]).toBe("service_gantt_copy");
});

test("an empty cell is drawn on; beyond its row it is a rubber band", async () => {
    await mountBoard();
    const row = `.o_sg_row[data-key='${rowKey(1)}']`;
    await pointerDown(row, position(552, 20));
    await hover(row, position(612, 20));
    await pointerUp(row, position(612, 20));
    expect.verifySteps(["Anna 2026-11-27T08:00:00.000+00:00 2026-11-27T14:00:00.000+00:00"]);
    await pointerDown(row, position(90, 2));
    await hover(".o_sg_scroll", position(600, 78));
    await animationFrame();
    await pointerUp(".o_sg_scroll", position(600, 78));
    expect(planner.selection.ids).toEqual([1, 2]);
});

test("the keyboard does the same", async () => {
    await mountBoard();
    queryFirst(blockOf(1)).focus();
    await press(["alt", "ArrowRight"]);
    await press(["alt", "ArrowDown"]);
    await press(" ");
    await press("Enter");
    await press("Delete");
    await animationFrame();
    expect(saved.map(([, [change]]) => change.new)).toEqual([
        { date_start: "2026-11-24 11:00:00", date_end: "2026-11-24 15:00:00" },
        { person_ids: [2] },
    ]);
    expect(planner.selection.ids).toEqual([1]);
    expect.verifySteps(["open 1", "remove 1"]);
});

test("two selected blocks are swapped in one call, undone by another", async () => {
    await mountBoard();
    queryFirst(blockOf(1)).focus();
    await press(" ");
    queryFirst(blockOf(2)).focus();
    await press("x");
    await animationFrame();
    const swapped = [model.record(1), model.record(2)];
    expect(saved.map(([method, changes]) => [method, changes.length])).toEqual([
        ["service_gantt_write", 2],
    ]);
    expect(swapped.map(({ date_start }) => date_start)).toEqual([
        "2026-11-25 10:00:00",
        "2026-11-24 10:00:00",
    ]);
    expect(swapped.map(({ rows }) => rows)).toEqual([[rowKey(2)], [rowKey(1)]]);
    await planner.undo();
    expect([model.record(1), model.record(2)].map(({ rows }) => rows)).toEqual([
        [rowKey(1)],
        [rowKey(2)],
    ]);
});
