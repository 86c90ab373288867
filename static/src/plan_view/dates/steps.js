import { wallDelta, wallShift } from "../planner/changes";
import { snapMinutes } from "./scales";

const MINUTE = 60000;
const DAY = 24 * 60;

/** So many steps of the scale's precision later, by the clock on the wall. */
export function stepped(scale, date, count) {
    return wallShift(date, count * snapMinutes(scale.precision) * MINUTE);
}

/**
 * How far a block goes that is taken at one point and dropped at another. Where a step
 * is half a day or more, whole days are counted and the hour stays. A block that begins
 * before the window is moved by what the pointer moved.
 */
export function moveDelta(scale, start, fromPx, toPx) {
    const isInside = start >= scale.start && start < scale.stop;
    if (snapMinutes(scale.precision) >= DAY / 2) {
        const days = scale
            .toDate(toPx)
            .startOf("day")
            .diff(scale.toDate(fromPx).startOf("day"), "days");
        return Math.round(days.days) * DAY * MINUTE;
    }
    if (isInside) {
        return wallDelta(start, targetOf(scale, start, scale.toPx(start) + toPx - fromPx));
    }
    return wallDelta(scale.snap(scale.toDate(fromPx)), scale.snap(scale.toDate(toPx)));
}

/** A folded day has no room for hours: what is dropped there keeps its own. */
function targetOf(scale, start, px) {
    const { date, folded } = scale.dayAt(px);
    const { hour, minute } = start;
    return folded ? date.set({ hour, minute }) : scale.snap(scale.toDate(px));
}
