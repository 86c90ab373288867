/**
 * Stacks spans that cover each other: each takes the first lane that is free where it
 * starts. `start` and `stop` may be pixels or moments.
 *
 * @param {{start: number, stop: number}[]} spans in order of their start
 * @returns {{lanes: number[], count: number}} the lane of each span, and how many there are
 */
export function stack(spans) {
    const free = [];
    const lanes = spans.map(({ start, stop }) => {
        let lane = free.findIndex((moment) => moment <= start);
        if (lane < 0) {
            lane = free.length;
        }
        free[lane] = Math.max(stop, start);
        return lane;
    });
    return { lanes, count: free.length };
}

/**
 * Adds up weights where spans cover each other: the load of a group over time.
 *
 * @param {{start: number, stop: number, weight: number}[]} spans
 * @returns {{start: number, stop: number, weight: number, count: number}[]}
 */
export function consolidate(spans) {
    const edges = [];
    for (const { start, stop, weight } of spans) {
        if (stop > start) {
            edges.push([start, weight, 1], [stop, -weight, -1]);
        }
    }
    edges.sort((one, other) => one[0] - other[0]);
    const loads = [];
    let weight = 0;
    let count = 0;
    edges.forEach(([moment, change, step], index) => {
        weight += change;
        count += step;
        const stop = edges[index + 1]?.[0];
        if (count && stop > moment) {
            const last = loads.at(-1);
            if (last?.stop === moment && last.weight === weight && last.count === count) {
                last.stop = stop;
            } else {
                loads.push({ start: moment, stop, weight, count });
            }
        }
    });
    return loads;
}
