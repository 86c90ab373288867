import { describe, expect, test } from "@odoo/hoot";
import { History } from "@service_management/plan_view/planner/history";

describe.current.tags("headless");

const entry = (name, works = true, ids = []) => ({
    ids,
    undo: async () => expect.step(`undo ${name}`) || works,
    redo: async () => expect.step(`redo ${name}`) || works,
});

test("what was done last is undone first, and redone in turn", async () => {
    const history = new History();
    expect(history.canUndo).toBe(false);
    expect(await history.undo()).toBe(false);
    history.push(entry("move"));
    history.push(entry("resize"));
    await history.undo();
    await history.undo();
    expect(history.canUndo).toBe(false);
    await history.redo();
    expect(history.canRedo).toBe(true);
    expect.verifySteps(["undo resize", "undo move", "redo move"]);
});

test("something new forgets what was undone", async () => {
    const history = new History();
    history.push(entry("move"));
    await history.undo();
    history.push(entry("resize"));
    expect(history.canRedo).toBe(false);
    expect.verifySteps(["undo move"]);
});

test("what cannot be undone any more is forgotten", async () => {
    const history = new History();
    history.push(entry("refused", false));
    expect(await history.undo()).toBe(false);
    expect(history.canUndo).toBe(false);
    expect(history.canRedo).toBe(false);
    expect.verifySteps(["undo refused"]);
});

test("nothing comes back of records that are gone", async () => {
    const history = new History();
    history.push(entry("of both", true, [1, 2]));
    history.push(entry("of the other", true, [2]));
    history.forget([1]);
    await history.undo();
    expect(history.canUndo).toBe(false);
    history.forget([2]);
    expect(history.canRedo).toBe(false);
    expect.verifySteps(["undo of the other"]);
});

test("only so many are kept", async () => {
    const history = new History({}, 2);
    ["one", "two", "three"].forEach((name) => history.push(entry(name)));
    await history.undo();
    await history.undo();
    await history.undo();
    expect.verifySteps(["undo three", "undo two"]);
});
