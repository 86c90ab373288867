import { plainValue } from "../planner/changes";
import { groupBy } from "@web/core/utils/arrays";

/**
 * Records of one row that begin at the same time and belong to the same, as one block:
 * they were planned together, and nobody has said in which order they are done. It is as
 * long as all of them one after the other.
 *
 * @param {Object[]} spans of one row, in order of time
 * @param {{ bundle: string, color: string }} archInfo
 * @param {(count: number) => string} nameOf so many together
 */
export function bundled(spans, archInfo, nameOf) {
    const groups = groupBy(spans, (span) => keyOf(span, archInfo.bundle));
    return Object.values(groups).map((group) =>
        group.length > 1 ? together(group, archInfo, nameOf) : group[0],
    );
}

/** What may be moved is not mixed with what may not. */
function keyOf({ record, start }, name) {
    const owner = plainValue(record[name], "many2one");
    return JSON.stringify(owner ? [owner, start, record.readonly] : [record.id, record.isGhost]);
}

function together(group, { bundle, color }, nameOf) {
    const members = group.map(({ record }) => record);
    const conflicts = members.flatMap((member) => member.conflicts || []);
    const byText = new Map(conflicts.map((conflict) => [conflict.text, conflict]));
    const [{ start, record }] = group;
    return {
        ...group[0],
        stop: group.reduce((end, span) => end + span.stop - span.start, start),
        record: {
            ...record,
            ...(color && { [color]: false }),
            display_name: nameOf(members.length),
            owner: record[bundle][1],
            conflicts: [...byText.values()],
            members,
        },
    };
}

/** All records that a block stands for. */
export function membersOf(record) {
    return record.members || [record];
}
