const BAND = 120;
const MARGIN = 60;

/**
 * The part of the plan to draw: what can be seen and a margin, in whole bands, so that
 * scrolling redraws once per band and not once per pixel.
 */
export function bandsOf({ top, height, start, width }) {
    return {
        top: Math.max(0, Math.floor((top - MARGIN) / BAND) * BAND),
        bottom: Math.ceil((top + height + MARGIN) / BAND) * BAND,
        start: Math.max(0, Math.floor((start - MARGIN) / BAND) * BAND),
        stop: Math.ceil((start + width + MARGIN) / BAND) * BAND,
    };
}

export function sameBands(one, other) {
    return (
        one.top === other.top &&
        one.bottom === other.bottom &&
        one.start === other.start &&
        one.stop === other.stop
    );
}

/** Index of the first entry whose `key` lies beyond the value. */
export function firstBeyond(entries, value, key) {
    let low = 0;
    let high = entries.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (key(entries[middle]) > value) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/** The lines that cross the bands; `lines` follow each other without a gap. */
export function linesIn(lines, { top, bottom }) {
    const first = firstBeyond(lines, top, (line) => line.top + line.height);
    const last = firstBeyond(lines, bottom, (line) => line.top);
    return lines.slice(first, last);
}

/** The spans (`px`, `width`) that cross the bands. */
export function spansIn(spans, { start, stop }) {
    return spans.filter((span) => span.px + span.width >= start && span.px <= stop);
}
