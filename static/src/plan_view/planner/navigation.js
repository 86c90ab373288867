/**
 * Which block comes next when arrows move the focus. `lines` are the rows in the order
 * of the screen, each with its blocks in the order of time.
 */

const BESIDE = { ArrowLeft: -1, ArrowRight: 1 };
const ACROSS = { ArrowUp: -1, ArrowDown: 1 };

export function nextBlock(lines, { id, key }, arrow) {
    const at = lines.findIndex((line) => line.key === key);
    if (at < 0) {
        return null;
    }
    if (arrow in BESIDE) {
        const { blocks } = lines[at];
        const index = blocks.findIndex((block) => block.id === id);
        return found(lines[at], blocks[index + BESIDE[arrow]]);
    }
    return nearestAcross(lines, at, id, ACROSS[arrow]);
}

function nearestAcross(lines, at, id, way) {
    const start = lines[at].blocks.find((block) => block.id === id)?.start ?? 0;
    for (let index = at + way; lines[index]; index += way) {
        const [nearest] = [...lines[index].blocks].sort(
            (one, other) => Math.abs(one.start - start) - Math.abs(other.start - start),
        );
        if (nearest) {
            return found(lines[index], nearest);
        }
    }
    return null;
}

function found(line, block) {
    return block ? { id: block.id, key: line.key } : null;
}

/** The row above or below that takes blocks. */
export function neighbourRow(rows, key, way) {
    const leaves = rows.filter((row) => row.leaf);
    return leaves[leaves.findIndex((row) => row.key === key) + way] || null;
}
