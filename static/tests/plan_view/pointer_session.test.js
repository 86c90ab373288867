import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { edgePull } from "@service_management/plan_view/gestures/edge_scroll";
import { PointerSession } from "@service_management/plan_view/gestures/pointer_session";

describe.current.tags("headless");

const gesture = Object.fromEntries(
    ["start", "move", "drop", "cancel"].map((name) => [name, () => expect.step(name)]),
);
const at = (x, y, pointerType = "mouse") => ({ clientX: x, clientY: y, pointerType, pointerId: 1 });

let session;
beforeEach(() => (session = new PointerSession()));

test("a mouse that hardly moves has clicked", () => {
    session.press(at(10, 10), gesture);
    session.move(at(12, 11));
    expect(session.release(at(12, 11))).toBe(false);
    expect.verifySteps([]);
});

test("a mouse that moves drags, until it is released", () => {
    session.press(at(10, 10), gesture, () => expect.step("begin"));
    session.move(at(30, 10));
    session.move(at(50, 10));
    expect(session.isDragging).toBe(true);
    expect(session.last.clientX).toBe(50);
    expect(session.release(at(60, 10))).toBe(true);
    expect(session.isDragging).toBe(false);
    expect.verifySteps(["start", "move", "begin", "drop"]);
});

test("what is cancelled is not dropped", () => {
    session.press(at(10, 10), gesture);
    session.move(at(30, 10));
    expect(session.cancel()).toBe(true);
    expect(session.release(at(60, 10))).toBe(false);
    expect.verifySteps(["start", "move", "cancel"]);
});

test("a finger drags after a rest, and scrolls when it moves at once", async () => {
    session.press(at(10, 10, "touch"), gesture);
    session.move(at(40, 10, "touch"));
    await advanceTime(500);
    expect(session.isDragging).toBe(false);
    expect.verifySteps([]);
    session.press(at(10, 10, "touch"), gesture);
    await advanceTime(500);
    expect(session.isDragging).toBe(true);
    session.release(at(40, 10, "touch"));
    expect.verifySteps(["start", "move", "drop"]);
});

test("another finger does not disturb", () => {
    session.press(at(10, 10), gesture);
    session.move({ ...at(90, 10), pointerId: 2 });
    expect(session.isDragging).toBe(false);
});

test("the nearer the edge, the faster it scrolls", () => {
    const rect = { left: 0, right: 500, top: 0, bottom: 300 };
    expect(edgePull(at(250, 150), rect)).toEqual({ x: 0, y: 0 });
    expect(edgePull(at(499, 150), rect).x).toBeGreaterThan(edgePull(at(480, 150), rect).x);
    expect(edgePull(at(250, 2), rect).y).toBeLessThan(0);
});
