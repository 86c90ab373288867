import { membersOf } from "../model/bundles";
import { consolidate, stack } from "./lanes";
import { toMillis } from "../model/plan_index";
import { formatMoment } from "../dates/plan_words";
import { spansIn } from "./viewport";
import { _t } from "@web/core/l10n/translation";

/** Heights in pixels; the stylesheet draws inside of them. */
export const SIZES = {
    block: 38,
    thinBlock: 24,
    gap: 4,
    padding: 5,
    capacity: 7,
    group: 34,
    minBlock: 14,
    maxText: 160,
};

const THIN_SCALES = ["month", "year"];

/** Room in which the text of a block can be read, where a scale has that much. */
const READABLE = { day: 88, week: 64, weeks: 52 };

/** So many blocks over each other have two lines of text, more have one. */
const MAX_TALL = 2;

/**
 * Where everything stands: one line per visible row, from top to bottom, each as high
 * as the blocks that stand over each other in it. Lines are made once per change of the
 * data; what only a drawn line needs is made when it is drawn.
 */
export class Layout {
    constructor(model) {
        this.model = model;
        this.scale = model.scale;
        this.blockHeight = THIN_SCALES.includes(this.scale.name) ? SIZES.thinBlock : SIZES.block;
        this.readable = READABLE[this.scale.name] || 0;
        this.lines = [];
        this.lineByKey = new Map();
        this.shades = new Map();
        let top = 0;
        for (const row of model.visibleRows) {
            const line = row.leaf ? this.leafLine(row) : this.groupLine(row);
            line.top = top;
            top += line.height;
            this.lines.push(line);
            this.lineByKey.set(row.key, line);
        }
        this.height = top;
    }

    spansOf(row) {
        const { startMs, stopMs } = this.scale;
        return this.model
            .spansInRow(row.key)
            .filter(({ start, stop }) => start < stopMs && (stop > startMs || start >= startMs));
    }

    // === LINES === //

    leafLine(row) {
        const blocks = this.spansOf(row).map((span) => this.block(row, span));
        const { lanes, count } = stack(
            blocks.map(({ px, width }) => ({
                start: px,
                stop: px + Math.max(width - 1, this.readable),
            })),
        );
        const blockHeight = count > MAX_TALL ? SIZES.thinBlock : this.blockHeight;
        blocks.forEach((block, index) => {
            block.height = blockHeight;
            block.top = SIZES.padding + lanes[index] * (blockHeight + SIZES.gap);
        });
        this.giveRoom(blocks, lanes);
        const height =
            2 * SIZES.padding +
            Math.max(count, 1) * (blockHeight + SIZES.gap) -
            SIZES.gap +
            (this.loads(row) ? SIZES.capacity : 0);
        const records = blocks.flatMap(({ record }) => membersOf(record));
        return { row, blocks, height, leaf: true, count: records.length };
    }

    /** The text of a short block runs on until the next one of its lane. */
    giveRoom(blocks, lanes) {
        const next = [];
        for (let index = blocks.length - 1; index >= 0; index--) {
            const block = blocks[index];
            const free = (next[lanes[index]] ?? this.scale.widthPx) - block.px - SIZES.gap;
            block.isShort = block.width < SIZES.maxText;
            block.room = Math.max(block.width, Math.min(free, SIZES.maxText));
            next[lanes[index]] = block.px;
        }
    }

    block(row, { record, start, stop, backwards }) {
        const px = this.scale.toPx(start);
        const end = this.scale.toPx(stop);
        return {
            id: record.id,
            key: row.key,
            record,
            start,
            stop,
            backwards,
            px,
            width: Math.max(end - px, SIZES.minBlock),
            before: start < this.scale.startMs,
            after: stop > this.scale.stopMs,
        };
    }

    flag({ id, record, stop, top, height }) {
        const moment = toMillis(record[this.model.archInfo.deadline]);
        if (!(moment > this.scale.startMs && moment < this.scale.stopMs)) {
            return null;
        }
        return {
            id,
            px: this.scale.toPx(moment),
            top,
            height,
            missed: stop > moment,
            title: _t("Deadline of %(name)s: %(time)s", {
                name: record.display_name,
                time: formatMoment(moment),
            }),
        };
    }

    groupLine(row) {
        const spans = this.spansOf(row);
        return { row, spans, blocks: [], height: SIZES.group, leaf: false, count: spans.length };
    }

    // === WHAT A DRAWN LINE NEEDS === //

    blocksIn(line, bands) {
        return spansIn(line.blocks, bands);
    }

    /** How much a group carries at each time, as pills. */
    pills(line) {
        line.pills ||= this.makePills(line);
        return line.pills;
    }

    makePills({ row, spans }) {
        const { consolidation } = this.model.archInfo;
        const max = this.maximumOf(row);
        const loads = consolidate(
            spans.map(({ record, start, stop }) => ({
                start: this.scale.toPx(start),
                stop: this.scale.toPx(stop),
                weight: consolidation ? record[consolidation] || 0 : 1,
            })),
        );
        return loads.map(({ start, stop, weight, count }) => ({
            px: start,
            width: stop - start,
            label: Math.round(weight * 100) / 100,
            count,
            excess: max !== null && weight > max,
        }));
    }

    maximumOf(row) {
        const { consolidationMax } = this.model.archInfo;
        if (typeof consolidationMax === "number") {
            return consolidationMax;
        }
        return consolidationMax?.[row.path.at(-1)?.[0]] ?? null;
    }

    /** The time in which nobody can work on the row. */
    shadesOf(row) {
        const key = row.resource || "";
        if (!this.shades.has(key)) {
            const spans = this.model.data.unavailable[key] || [];
            this.shades.set(key, spans.map((span) => this.shade(span)).filter(Boolean));
        }
        return this.shades.get(key);
    }

    /** Nights of a whole year are only noise. */
    get minShade() {
        return this.scale.name === "year" ? this.scale.dayPx : 1;
    }

    shade([start, stop]) {
        const px = this.scale.toPx(toMillis(start));
        const width = this.scale.toPx(toMillis(stop)) - px;
        return width >= this.minShade && { px, width };
    }

    loads(row) {
        return row.resource && this.model.data.capacity[row.resource];
    }

    /** A bar per day: hours planned of hours available. */
    capacityBars(row) {
        const loads = this.loads(row);
        if (!loads || this.scale.name === "year") {
            return [];
        }
        return this.scale.days
            .map(({ date, px, width }) => ({ day: date.toISODate(), px, width }))
            .filter(({ day }) => loads[day] && (loads[day][0] || loads[day][1]))
            .map((bar) => ({ ...bar, ...loadOf(loads[bar.day]) }));
    }

    /** Hours planned and available over the whole window. */
    rowLoad(row) {
        const loads = this.loads(row);
        return loads && loadOf(sumLoads(Object.values(loads)));
    }
}

export function sumLoads(loads) {
    return loads.reduce(
        ([planned, available], [morePlanned, moreAvailable]) => [
            planned + morePlanned,
            available + moreAvailable,
        ],
        [0, 0],
    );
}

export function loadOf([planned, available]) {
    const share = available ? planned / available : planned ? Infinity : 0;
    return { planned, available, percent: Math.min(share * 100, 100), over: share > 1.001 };
}
