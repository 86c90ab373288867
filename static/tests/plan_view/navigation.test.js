import { describe, expect, test } from "@odoo/hoot";
import { neighbourRow, nextBlock } from "@service_management/plan_view/planner/navigation";
import { Selection } from "@service_management/plan_view/planner/selection";

describe.current.tags("headless");

const lines = [
    {
        key: "a",
        blocks: [
            { id: 1, start: 10 },
            { id: 2, start: 20 },
        ],
    },
    { key: "b", blocks: [] },
    {
        key: "c",
        blocks: [
            { id: 3, start: 5 },
            { id: 4, start: 19 },
        ],
    },
];

test("left and right stay in the row", () => {
    expect(nextBlock(lines, { id: 1, key: "a" }, "ArrowRight")).toEqual({ id: 2, key: "a" });
    expect(nextBlock(lines, { id: 2, key: "a" }, "ArrowLeft")).toEqual({ id: 1, key: "a" });
    expect(nextBlock(lines, { id: 1, key: "a" }, "ArrowLeft")).toBe(null);
});

test("up and down go to the nearest in time, over empty rows", () => {
    expect(nextBlock(lines, { id: 2, key: "a" }, "ArrowDown")).toEqual({ id: 4, key: "c" });
    expect(nextBlock(lines, { id: 3, key: "c" }, "ArrowUp")).toEqual({ id: 1, key: "a" });
    expect(nextBlock(lines, { id: 3, key: "c" }, "ArrowDown")).toBe(null);
});

test("a block is moved to the next row that takes blocks", () => {
    const rows = [
        { key: "a", leaf: true },
        { key: "group", leaf: false },
        { key: "b", leaf: true },
    ];
    expect(neighbourRow(rows, "a", 1).key).toBe("b");
    expect(neighbourRow(rows, "b", -1).key).toBe("a");
    expect(neighbourRow(rows, "b", 1)).toBe(null);
});

test("a selection holds each task once", () => {
    const selection = new Selection();
    selection.toggle(1, "a");
    selection.take(
        [
            { id: 1, key: "b" },
            { id: 2, key: "b" },
        ],
        true,
    );
    expect(selection.ids).toEqual([1, 2]);
    expect(selection.keyOf(1)).toBe("b");
    selection.toggle(2, "b");
    expect(selection.has(2)).toBe(false);
    selection.take([{ id: 3, key: "c" }]);
    expect(selection.ids).toEqual([3]);
});
