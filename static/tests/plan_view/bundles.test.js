import { describe, expect, test } from "@odoo/hoot";
import { bundled, membersOf } from "@service_management/plan_view/model/bundles";
import { arrowsOf } from "@service_management/plan_view/timeline/arrows";

describe.current.tags("headless");

const span = (id, order, start, stop, more = {}) => ({
    start,
    stop,
    record: {
        id,
        display_name: `Step ${id}`,
        order_id: order,
        conflicts: [],
        readonly: false,
        ...more,
    },
});
const together = (...spans) =>
    bundled(spans, { bundle: "order_id", color: "type_id" }, (count) => `${count} steps`);

test("those of one order that begin together are one block, as long as all of them", () => {
    const blocks = together(
        span(1, [7, "Order A"], 0, 2, { conflicts: [{ text: "Taken" }], type_id: 3 }),
        span(2, [7, "Order A"], 0, 3, { conflicts: [{ text: "Taken" }] }),
        span(3, [8, "Order B"], 0, 4),
        span(4, [7, "Order A"], 9, 12),
    );
    expect(blocks.map(({ start, stop }) => [start, stop])).toEqual([
        [0, 5],
        [0, 4],
        [9, 12],
    ]);
    const [{ record }] = blocks;
    expect([record.display_name, record.owner, record.type_id]).toEqual([
        "2 steps",
        "Order A",
        false,
    ]);
    expect(record.conflicts).toEqual([{ text: "Taken" }]);
    expect(membersOf(record).map(({ id }) => id)).toEqual([1, 2]);
    expect(membersOf(blocks[1].record).map(({ id }) => id)).toEqual([3]);
});

test("what is done, and what belongs to nothing, stays by itself", () => {
    const blocks = together(
        span(1, [7, "Order A"], 0, 2, { readonly: true }),
        span(2, [7, "Order A"], 0, 2),
        span(3, false, 0, 2),
        span(4, false, 0, 2),
    );
    expect(blocks.map(({ record }) => record.members)).toEqual(Array(4).fill(undefined));
});

test("arrows lead to and from what is drawn together, each way once", () => {
    const block = ({ record, start, stop }, px) => ({
        id: record.id,
        px,
        width: 20,
        top: 5,
        height: 38,
        start,
        stop,
        record,
    });
    const [first] = together(span(1, [7, "A"], 0, 2), span(2, [7, "A"], 0, 2));
    const [next] = together(
        span(3, [7, "A"], 9, 11, { previous_ids: [2] }),
        span(4, [7, "A"], 9, 11, { previous_ids: [2] }),
    );
    const lines = [{ top: 100, blocks: [block(first, 0), block(next, 100)] }];
    expect(arrowsOf({}, lines, "previous_ids")).toHaveLength(1);
});
