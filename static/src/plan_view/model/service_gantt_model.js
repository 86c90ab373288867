import { bundled, membersOf } from "./bundles";
import { recount } from "./capacity";
import { freeDaysOf } from "./free_days";
import { indexRecords, indexRows } from "./plan_index";
import { hoursOf, Scale, shiftDate, windowOf } from "../dates/scales";
import { serializeDateTime } from "@web/core/l10n/dates";
import { RPCError } from "@web/core/network/rpc";
import { KeepLast } from "@web/core/utils/concurrency";
import { Model } from "@web/model/model";

const { DateTime } = luxon;
const WHOLE_DAY = [0, 24];
const FOLDING = ["week", "weeks", "month"]; // scales that fold days on which nobody works
const MAX_LEVELS = 3;
const EMPTY = {
    records: [],
    rows: [],
    unavailable: {},
    capacity: {},
    backlog: 0,
    length: 0,
    limited: false,
};

/**
 * What the plan shows: one window of time, its rows and its blocks, read in one call.
 * Rows and records are kept as the server sends them; the drawing is the renderer's.
 */
export class ServiceGanttModel extends Model {
    setup({ resModel, fields, archInfo, words, state = {} }) {
        Object.assign(this, { resModel, fields, archInfo, words });
        this.keepLast = new KeepLast();
        this.meta = {
            domain: [],
            context: {},
            groupBy: [],
            date: state.date ? DateTime.fromISO(state.date) : DateTime.now().startOf("day"),
            scaleName: state.scaleName || archInfo.defaultScale,
            wholeDay: Boolean(state.wholeDay),
            allDays: Boolean(state.allDays),
        };
        this.collapsed = new Set(state.collapsed);
        this.phoneKey = state.phoneKey;
        this.width = 0;
        this.failure = null;
        this.unknown = [];
        this.version = 0;
        this.ghosts = [];
        this.setData(EMPTY);
    }

    // === READING === //

    /**
     * Reads the window; `params` change what is read: the search (domain, context,
     * groupBy) or the window (date, scaleName).
     */
    async load(params = {}) {
        const meta = { ...this.meta };
        for (const key of Object.keys(meta)) {
            if (params[key] !== undefined) {
                meta[key] = params[key];
            }
        }
        const groupBy = this.usableGroupBy(meta.groupBy);
        let data = EMPTY;
        let failure = null;
        try {
            data = await this.keepLast.add(this.fetch(meta, groupBy.names));
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            failure = error.data?.message || error.message;
        }
        Object.assign(this, { meta, failure, groupBy: groupBy.names, unknown: groupBy.unknown });
        this.setData(data);
        if (this.isReady) {
            this.notify();
        }
    }

    fetch(meta, groupBy) {
        const { start, stop } = windowOf(meta.scaleName, meta.date);
        return this.orm.call(this.resModel, "service_gantt_read", [], {
            domain: meta.domain,
            start: serializeDateTime(start),
            stop: serializeDateTime(stop),
            group_by: groupBy,
            fields: this.namesToRead(groupBy),
            options: this.options,
            context: meta.context,
        });
    }

    /** What blocks show, and what the rows are made of. */
    namesToRead(groupBy) {
        const levels = groupBy.filter((name) => name in this.fields);
        return [...new Set([...this.archInfo.fieldNames, ...levels])];
    }

    /** What the arch says, in the words of the server. */
    get options() {
        const { archInfo } = this;
        return {
            date_start: archInfo.dateStart,
            date_stop: archInfo.dateStop,
            progress: archInfo.progress,
            color: archInfo.color,
            dependency_field: archInfo.dependencyField,
            display_unavailability: archInfo.displayUnavailability,
            consolidation: archInfo.consolidation,
            consolidation_max: archInfo.consolidationMax,
            deadline: archInfo.deadline,
            plan: archInfo.plan,
        };
    }

    /** The groupings that can be drawn as rows, and those of fields that no longer exist. */
    usableGroupBy(groupBy) {
        const wanted = (groupBy.length ? groupBy : this.archInfo.defaultGroupBy).map(
            (name) => name.trim().split(":")[0],
        );
        const exists = (name) => name.split(".")[0] in this.fields;
        return {
            names: [...new Set(wanted.filter(exists))].slice(0, MAX_LEVELS),
            unknown: wanted.filter((name) => !exists(name)),
        };
    }

    setData(data) {
        this.data = { ...EMPTY, ...data };
        this.rows = indexRows(this.data.rows);
        this.rowKeys = new Map(this.rows.map((row) => [row.key, row]));
        this.setRecords(this.data.records);
    }

    setRecords(records) {
        this.records = new Map(records.map((record) => [record.id, record]));
        this.spans = indexRecords([...records, ...this.ghosts], this.archInfo, this.rowKeys);
        this.bundles = new Map();
        this.scale = null;
        this.version++;
    }

    hasData() {
        const { length, backlog } = this.data;
        const hasPeople = this.rows.some((row) => row.resource);
        return Boolean(this.failure || length || this.records.size || backlog || hasPeople);
    }

    // === WHAT IS DRAWN === //

    get scale() {
        if (!this.currentScale) {
            this.currentScale = this.makeScale();
        }
        return this.currentScale;
    }

    set scale(scale) {
        this.currentScale = scale;
    }

    makeScale() {
        const { scaleName, date, wholeDay, allDays } = this.meta;
        const params = {
            name: scaleName,
            date,
            width: this.width,
            precision: this.archInfo.precision[scaleName],
        };
        const scale = new Scale(params);
        const spans = this.shownSpans();
        return new Scale({
            ...params,
            hours: wholeDay || scaleName === "year" ? WHOLE_DAY : hoursOf(scale, spans),
            freeDays: FOLDING.includes(scaleName) ? freeDaysOf(scale, this.data, spans) : undefined,
            isUnfolded: allDays,
        });
    }

    shownSpans() {
        return [...this.spans.values()].flatMap((rowSpans) =>
            rowSpans.map(({ start, stop }) => [start, stop]),
        );
    }

    setWidth(width) {
        if (width !== this.width) {
            this.width = width;
            this.scale = null;
            this.version++;
        }
    }

    /** The rows that no collapsed group hides. */
    get visibleRows() {
        const hidden = new Set();
        return this.rows.filter((row) => {
            const isHidden = hidden.has(row.parent) || this.collapsed.has(row.parent);
            if (isHidden) {
                hidden.add(row.key);
            }
            return !isHidden;
        });
    }

    rowByKey(key) {
        return this.rowKeys.get(key);
    }

    record(id) {
        return this.records.get(id);
    }

    /** The records on a row; on a group those of all its rows, each once. */
    recordsInRow(key) {
        return this.spansInRow(key).map((span) => span.record);
    }

    /** Like {@link recordsInRow} with their time, in order of it. */
    spansInRow(key) {
        const spans = this.spans.get(key) || [];
        if (!this.archInfo.bundle || !this.rowKeys.get(key)?.leaf) {
            return spans;
        }
        if (!this.bundles.has(key)) {
            const nameOf = (count) => this.words.together(count);
            this.bundles.set(key, bundled(spans, this.archInfo, nameOf));
        }
        return this.bundles.get(key);
    }

    /** What is drawn as the block of a record in a row: itself, or one with others. */
    shownRecord(id, key) {
        const isIn = (record) => membersOf(record).some((one) => one.id === id);
        return this.recordsInRow(key).find(isIn) || this.record(id);
    }

    get isEmpty() {
        return !this.records.size;
    }

    // === CHANGES === //

    /** Replaces what is shown by fresh records, without reading all again. */
    patch(records) {
        const fresh = new Map(this.records);
        const before = records.map(({ id }) => fresh.get(id)).filter(Boolean);
        for (const record of records) {
            fresh.set(record.id, record);
        }
        this.data.capacity = recount(this, before, records);
        this.setRecords([...fresh.values()]);
        this.notify();
    }

    /** Blocks that are only proposed. */
    setGhosts(ghosts) {
        this.ghosts = ghosts;
        this.setRecords([...this.records.values()]);
        this.notify();
    }

    toggleRow(key) {
        if (!this.collapsed.delete(key)) {
            this.collapsed.add(key);
        }
        this.version++;
        this.notify();
    }

    toggleAllRows() {
        const groups = this.rows.filter((row) => !row.leaf).map((row) => row.key);
        this.collapsed = new Set(this.collapsed.size ? [] : groups);
        this.version++;
        this.notify();
    }

    toggleWholeDay() {
        this.meta.wholeDay = !this.meta.wholeDay;
        this.scale = null;
        this.version++;
        this.notify();
    }

    /** Days on which nobody works are folded, or as wide as the others. */
    toggleFreeDays() {
        this.meta.allDays = !this.meta.allDays;
        this.scale = null;
        this.version++;
        this.notify();
    }

    shift(direction) {
        return this.move({
            date: shiftDate(this.meta.scaleName, this.meta.date, direction),
        });
    }

    /** Another window of the same search. */
    move(params) {
        this.useSampleModel = false;
        return this.load(params);
    }

    /** Values that a new record gets from where it is drawn. */
    defaultsAt(rowKey, start, stop) {
        const context = {};
        if (start && stop) {
            context[`default_${this.archInfo.dateStart}`] = serializeDateTime(start);
            context[`default_${this.archInfo.dateStop}`] = serializeDateTime(stop);
        }
        for (const [name, value] of this.rowByKey(rowKey)?.path || []) {
            if (value && !name.includes(".")) {
                const many = ["many2many", "one2many"].includes(this.fields[name].type);
                context[`default_${name}`] = many ? [value] : value;
            }
        }
        return context;
    }

    exportState() {
        return {
            date: this.meta.date.toISODate(),
            scaleName: this.meta.scaleName,
            wholeDay: this.meta.wholeDay,
            allDays: this.meta.allDays,
            collapsed: [...this.collapsed],
            phoneKey: this.phoneKey,
        };
    }
}
