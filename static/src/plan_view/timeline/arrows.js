import { membersOf } from "../model/bundles";

const BEND = 10;
const FOOT = 3; // under the words that stand beside a narrow block

/**
 * Arrows from what must come first to what waits for it, between blocks that are drawn.
 * A path that has to run backwards in time is marked: the plan breaks the order.
 */
export function arrowsOf(layout, lines, dependencyField) {
    const ends = new Map();
    for (const line of lines) {
        for (const block of line.blocks) {
            const end = {
                block,
                from: block.px,
                to: block.px + block.width,
                y: line.top + block.top + block.height - FOOT,
            };
            for (const record of membersOf(block.record)) {
                if (!ends.has(record.id)) {
                    ends.set(record.id, { ...end, record });
                }
            }
        }
    }
    const arrows = new Map();
    for (const [id, target] of ends) {
        const value = target.record[dependencyField];
        for (const other of idsOf(value)) {
            const source = ends.get(other);
            if (source) {
                const path = pathBetween(source, target);
                const broken = source.block.stop > target.block.start;
                arrows.set(path, { key: `${other}-${id}`, path, broken });
            }
        }
    }
    return [...arrows.values()];
}

/** A many2one travels as [id, name], many records as ids. */
function idsOf(value) {
    if (!Array.isArray(value)) {
        return value ? [value] : [];
    }
    return typeof value[1] === "string" ? [value[0]] : value;
}

function pathBetween(source, target) {
    const out = source.to + BEND;
    const into = target.from - BEND;
    if (out <= into) {
        return `M${source.to} ${source.y} H${out} V${target.y} H${target.from}`;
    }
    const middle = (source.y + target.y) / 2;
    return `M${source.to} ${source.y} H${out} V${middle} H${into} V${target.y} H${target.from}`;
}
