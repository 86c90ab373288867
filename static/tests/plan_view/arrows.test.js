import { describe, expect, test } from "@odoo/hoot";
import { arrowsOf } from "@service_management/plan_view/timeline/arrows";

describe.current.tags("headless");

const block = (id, px, after = []) => ({
    id,
    px,
    width: 20,
    top: 5,
    height: 38,
    start: px,
    stop: px + 20,
    record: { id, previous_ids: after },
});
const pathsOf = (...blocks) =>
    arrowsOf({}, [{ top: 100, blocks }], "previous_ids").map(({ key, path, broken }) => [
        key,
        path,
        broken,
    ]);

test("an arrow leads from a block to the one that comes after it", () => {
    expect(pathsOf(block(1, 0), block(2, 100, [1]))).toEqual([
        ["1-2", "M20 140 H30 V140 H100", false],
    ]);
});

test("an arrow back in time is marked, and what is not drawn has none", () => {
    const [[key, , broken]] = pathsOf(block(1, 90), block(2, 0, [1, 7]));
    expect([key, broken]).toEqual(["1-2", true]);
});
