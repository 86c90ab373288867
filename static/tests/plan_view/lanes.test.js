import { describe, expect, test } from "@odoo/hoot";
import { consolidate, stack } from "@service_management/plan_view/timeline/lanes";

describe.current.tags("headless");

test("spans that follow each other share a lane", () => {
    expect(
        stack([
            { start: 0, stop: 10 },
            { start: 10, stop: 20 },
        ]),
    ).toEqual({ lanes: [0, 0], count: 1 });
});

test("a span takes the first lane that is free", () => {
    const spans = [
        { start: 0, stop: 10 },
        { start: 2, stop: 4 },
        { start: 3, stop: 12 },
        { start: 5, stop: 6 },
    ];
    expect(stack(spans)).toEqual({ lanes: [0, 1, 2, 1], count: 3 });
});

test("nothing takes no lane", () => {
    expect(stack([])).toEqual({ lanes: [], count: 0 });
});

test("loads add up where spans cover each other", () => {
    const spans = [
        { start: 0, stop: 10, weight: 2 },
        { start: 5, stop: 15, weight: 3 },
        { start: 20, stop: 25, weight: 1 },
        { start: 30, stop: 30, weight: 7 },
    ];
    expect(consolidate(spans)).toEqual([
        { start: 0, stop: 5, weight: 2, count: 1 },
        { start: 5, stop: 10, weight: 5, count: 2 },
        { start: 10, stop: 15, weight: 3, count: 1 },
        { start: 20, stop: 25, weight: 1, count: 1 },
    ]);
});

test("loads of spans that follow each other are one", () => {
    const spans = [
        { start: 0, stop: 5, weight: 1 },
        { start: 5, stop: 9, weight: 1 },
    ];
    expect(consolidate(spans)).toEqual([{ start: 0, stop: 9, weight: 1, count: 1 }]);
});
