import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { advanceTime, mockTimeZone } from "@odoo/hoot-mock";
import { makeMockEnv, makeServerError } from "@web/../tests/web_test_helpers";
import { Refresher } from "@service_management/plan_view/model/live";
import { Planner } from "@service_management/plan_view/planner/planner";
import { FakeModel } from "./fake_model";

describe.current.tags("headless");
defineMailModels();

const HOUR = 3600000;
let model, planner, answers, dialogs;

const makePlanner = (params) =>
    new Planner({
        model,
        notification: { add: (message) => expect.step(message) },
        dialog: { add: (_component, props, { onClose }) => dialogs.push({ props, onClose }) },
        ...params,
    });

beforeEach(async () => {
    mockTimeZone("Europe/Rome");
    await makeMockEnv();
    answers = [];
    dialogs = [];
    model = new FakeModel(async (method, args, kwargs) => {
        expect.step(`${method}${kwargs.confirmed ? " confirmed" : ""}`);
        const answer = answers.shift();
        if (answer instanceof Error) {
            throw answer;
        }
        return answer || { saved: true, records: [], conflicts: [] };
    });
    planner = makePlanner();
    planner.bus.addEventListener("ANNOUNCE", ({ detail }) => expect.step(detail));
});

const move = (delta = HOUR) => {
    const block = planner.block(1, "[]");
    return planner.move([block], { delta, from: block.row, to: block.row });
};

test("a move is shown at once, saved in one call and undone by another", async () => {
    const saving = move();
    expect(model.record(1).date_start).toBe("2026-11-23 09:00:00");
    await saving;
    expect(planner.history.canUndo).toBe(true);
    await planner.undo();
    expect(model.record(1).date_start).toBe("2026-11-23 08:00:00");
    await planner.redo();
    expect(model.record(1).date_start).toBe("2026-11-23 09:00:00");
    expect.verifySteps([
        "service_gantt_write",
        "Task 1 moved to All, Monday, November 23 10:00 AM",
        "service_gantt_write confirmed",
        "Undone",
        "service_gantt_write confirmed",
        "Done again",
    ]);
});

test("undo takes back what came along, such as the state", async () => {
    const followed = [{ id: 1, old: { state: "new" }, new: { state: "planned" } }];
    answers.push({ saved: true, records: [], followed });
    await move();
    await planner.undo();
    const [{ old, new: values }] = model.calls.at(-1)[1][0];
    expect(old.state).toBe("planned");
    expect(values).toEqual({
        date_start: "2026-11-23 08:00:00",
        date_end: "2026-11-23 10:00:00",
        state: "new",
    });
    await planner.redo();
    expect(model.calls.at(-1)[1][0][0].new.state).toBe(undefined);
    expect.verifySteps([
        "service_gantt_write",
        "Task 1 moved to All, Monday, November 23 10:00 AM",
        "service_gantt_write confirmed",
        "Undone",
        "service_gantt_write confirmed",
        "Done again",
    ]);
});

test("undoing a split gives the first part its length and state back", async () => {
    const task = model.record(1);
    const followed = [{ id: 1, old: { state: "new" }, new: { state: "planned" } }];
    const records = [
        { ...task, date_end: "2026-11-23 09:00:00" },
        { ...task, id: 9 },
    ];
    answers.push({ saved: true, ids: [9], records, followed });
    await planner.split(planner.block(1, "[]"), luxon.DateTime.fromISO("2026-11-23T10:00"));
    await planner.undo();
    expect(model.calls.at(-2)).toEqual(["service_gantt_remove", [[9]]]);
    expect(model.calls.at(-1)[1][0]).toEqual([
        {
            id: 1,
            old: { date_end: "2026-11-23 09:00:00", state: "planned" },
            new: { date_end: "2026-11-23 10:00:00", state: "new" },
        },
    ]);
    expect.verifySteps([
        "service_gantt_split",
        "Split in two",
        "service_gantt_remove",
        "load",
        "service_gantt_write confirmed",
        "Undone",
    ]);
});

test("a refusal puts the block back and says the server's words", async () => {
    answers.push(makeServerError({ type: "UserError", message: "Anna has just moved it." }));
    await move();
    expect(model.record(1).date_start).toBe("2026-11-23 08:00:00");
    expect(planner.history.canUndo).toBe(false);
    expect.verifySteps(["service_gantt_write", "Anna has just moved it.", "load"]);
});

test("new conflicts are asked about: put back, or plan anyway", async () => {
    const conflicts = [{ id: 1, name: "Task 1", kind: "leave", text: "On leave" }];
    answers.push({ saved: false, conflicts }, { saved: false, conflicts });
    let saving = move();
    await advanceTime(10);
    expect(dialogs[0].props.conflicts).toEqual(conflicts);
    dialogs[0].onClose();
    expect(await saving).toBe(false);
    expect(model.record(1).date_start).toBe("2026-11-23 08:00:00");
    saving = move();
    await advanceTime(10);
    dialogs[1].props.confirm();
    dialogs[1].onClose();
    expect(await saving).toBe(true);
    expect.verifySteps([
        "service_gantt_write",
        "service_gantt_write",
        "service_gantt_write confirmed",
        "Task 1 moved to All, Monday, November 23 10:00 AM",
    ]);
});

test("two moves in a row wait for each other", async () => {
    await Promise.all([move(), move()]);
    expect(model.calls.map(([, args]) => args[0][0].old.date_start)).toEqual([
        "2026-11-23 08:00:00",
        "2026-11-23 09:00:00",
    ]);
    expect.verifySteps([
        "service_gantt_write",
        "service_gantt_write",
        "Task 1 moved to All, Monday, November 23 11:00 AM",
        "Task 1 moved to All, Monday, November 23 11:00 AM",
    ]);
});

test("a copy is undone by removing it", async () => {
    answers.push({ saved: true, ids: [9], records: [{ ...model.record(1), id: 9 }] });
    const block = planner.block(1, "[]");
    await planner.move([block], { delta: HOUR, from: block.row, to: block.row, isCopy: true });
    expect(model.record(9).date_start).toBe("2026-11-23 08:00:00");
    await planner.undo();
    expect(model.calls.at(-1)).toEqual(["service_gantt_remove", [[9]]]);
    expect.verifySteps(["service_gantt_copy", "Copied", "service_gantt_remove", "load", "Undone"]);
});

test("what was done to a deleted task is not offered to be undone", async () => {
    await move();
    await planner.remove([1]);
    expect(planner.history.canUndo).toBe(false);
    expect.verifySteps([
        "service_gantt_write",
        "Task 1 moved to All, Monday, November 23 10:00 AM",
        "service_gantt_remove",
        "load",
    ]);
});

test("what the filter hides is not selected any more, nor proposed", async () => {
    const { backlog } = planner.tray;
    const card = (id) => ({ id, name: `Card ${id}`, values: {} });
    const page = (...ids) => ({ records: ids.map(card), length: ids.length, filters: [] });
    answers = [page(1, 2), page(2)];
    await backlog.load();
    backlog.selectShown(true);
    model.meta = { ...model.meta, domain: [["person_ids", "in", [7]]] };
    await backlog.follow();
    expect(backlog.selectedIds).toEqual([2]);
    expect(backlog.follow()).toBe(null);
    answers = [{ changes: [], left: [] }];
    await planner.tray.propose(backlog.selectedIds);
    const [, [ids, , , { domain }]] = model.calls.at(-1);
    expect(ids).toEqual([2]);
    expect(domain).toEqual([["person_ids", "in", [7]]]);
    expect.verifySteps([
        "service_gantt_backlog",
        "service_gantt_backlog",
        "service_gantt_propose",
        "0 found a time, 0 did not",
    ]);
});

test("what is offered is selected, and planned at once where time is found", async () => {
    const notice = {
        title: "Away",
        lines: [],
        ids: [11, 12],
        filters: { gone: true },
        label: "Go",
    };
    answers = [{ records: [{ id: 11 }, { id: 12 }], length: 2, filters: [] }];
    await planner.tray.offer(notice);
    expect(planner.tray.backlog.filters).toEqual({ gone: true });
    expect(planner.tray.backlog.selectedIds).toEqual([11, 12]);
    const times = { date_start: "2026-11-25 08:00:00", date_end: "2026-11-25 10:00:00" };
    answers = [
        {
            changes: [{ id: 11, name: "One", old: { date_start: false }, new: times }],
            left: [{ id: 12, name: "Two", reason: "No time" }],
        },
        { saved: true, records: [], conflicts: [] },
        { records: [], length: 0, filters: [] },
    ];
    await planner.tray.planNow(notice.ids);
    const { title, lines, ids, label } = planner.tray.offered.notice;
    expect([title, ids, label]).toEqual(["1 found a time, 1 did not", [12], undefined]);
    expect(lines[0]).toInclude("One: ");
    expect(lines[1]).toBe("Two: No time");
    expect(planner.tray.proposal.isOpen).toBe(false);
    planner.changed();
    expect(planner.tray.offered.notice).toBe(null);
    expect(planner.history.canUndo).toBe(true);
    expect.verifySteps([
        "service_gantt_backlog",
        "service_gantt_propose",
        "1 found a time, 1 did not",
        "service_gantt_write",
        "service_gantt_backlog",
    ]);
});

test("better answers replace the first; one of an older plan is asked for again", async () => {
    const { proposal } = planner.tray;
    const at = (hour) => ({ date_start: `2026-11-25 ${hour}:00:00` });
    const answer = (hour, cost) => ({
        changes: [{ id: 11, name: "One", old: { date_start: false }, new: at(hour) }],
        left: [],
        cost,
        goes_on: true,
    });
    answers = [answer("08", 9), answer("09", 5), answer("10", 5)];
    await planner.tray.propose([11]);
    expect(proposal.isLooking).toBe(true);
    await advanceTime(1);
    expect(proposal.isLooking).toBe(false);
    expect(proposal.changes[0].new).toEqual(at("09"));
    planner.tray.outdate([11]);
    expect([proposal.isStale, proposal.changes.length, proposal.left[0].id]).toEqual([true, 0, 11]);
    answers = [{ ...answer("11", 4), goes_on: false }];
    await planner.tray.askAgain();
    expect([proposal.isStale, proposal.changes.length]).toEqual([false, 1]);
    const found = ["service_gantt_propose", "1 found a time, 0 did not"];
    const better = ["service_gantt_propose", "service_gantt_propose"];
    expect.verifySteps([found[0], better[0], found[1], better[1], ...found]);
});

test("the history outlives the view in which it was made", async () => {
    await move();
    const history = planner.history.exportState();
    model = new FakeModel(async () => ({ saved: true, records: [] }));
    model.patch([model.task(1, { date_start: "2026-11-23 09:00:00" })]);
    planner = makePlanner({ history });
    await planner.undo();
    expect(model.calls).toHaveLength(1);
    expect(model.record(1).date_start).toBe("2026-11-23 08:00:00");
    expect(planner.history.canRedo).toBe(true);
    expect.verifySteps([
        "service_gantt_write",
        "Task 1 moved to All, Monday, November 23 10:00 AM",
    ]);
});

test("messages in a row refresh once and tell apart what others did", async () => {
    const refresher = new Refresher(async (ids) => expect.step(ids.join()));
    refresher.note({ ids: [1], user_id: -1 });
    refresher.note({ ids: [2], user_id: -1 });
    await advanceTime(2000);
    expect.verifySteps(["1,2"]);
});
