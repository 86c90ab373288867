import { EventBus, reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import {
    applied,
    dateValues,
    inverse,
    makeChange,
    moveChanges,
    movedSpan,
    resizeChange,
    rowValues,
    spanFrom,
    spanOf,
    swapChanges,
    unplanChanges,
    wallDelta,
    withFollowed,
} from "./changes";
import { History } from "./history";
import { Saver } from "./saver";
import { Selection } from "./selection";
import { spanText, spokenTime } from "../dates/times";
import { TrayActions } from "../tray/tray_actions";

const isReadonly = ({ record }) => record.readonly;

/**
 * What the planner does with the plan, whatever hand it comes from: pointer, keyboard,
 * menu or form. Each gesture is one call, one entry of the history and one sentence
 * for who listens.
 */
export class Planner {
    constructor({ model, dialog, notification, history }) {
        this.model = model;
        this.saver = new Saver({ model, dialog, notification });
        this.history = reactive(new History(history));
        this.selection = reactive(new Selection());
        this.bus = new EventBus();
        this.tray = new TrayActions(this);
    }

    get words() {
        return this.model.words;
    }

    get plan() {
        const { date_start: dateStart, date_stop: dateStop } = this.model.options;
        return { fields: this.model.fields, dateStart, dateStop };
    }

    get canEdit() {
        return this.model.archInfo.activeActions.edit;
    }

    get canCreate() {
        return this.model.archInfo.activeActions.create;
    }

    get canPlan() {
        return Boolean(this.model.archInfo.plan) && this.canEdit;
    }

    get canDelete() {
        return this.model.archInfo.activeActions.delete;
    }

    block(id, key) {
        const record = this.model.record(id);
        return record && { id, key, record, row: this.model.rowByKey(key ?? record.rows[0]) };
    }

    /** The block with those selected beside it, or alone when it is not one of them. */
    blocksWith(held) {
        if (!this.selection.has(held.record.id)) {
            this.selection.clear();
            return this.bundleOf(held);
        }
        const others = this.selection.ids
            .filter((id) => id !== held.record.id)
            .map((id) => this.block(id, this.selection.keyOf(id)))
            .filter((block) => block && !block.record.readonly);
        return [held, ...others].flatMap((block) => this.bundleOf(block));
    }

    /** The block, and those that are drawn as one with it. */
    bundleOf(block) {
        const { record, row } = block;
        const shown = row && this.model.shownRecord(record.id, row.key);
        const others = (shown?.members || []).filter(({ id }) => id !== record.id);
        return [block, ...others.map((one) => ({ ...block, id: one.id, record: one }))];
    }

    isBundle(block) {
        return this.bundleOf(block).length > 1;
    }

    /** The block with the only other one that is selected. */
    pairWith(held) {
        const ids = new Set([held.record.id, ...this.selection.ids]);
        if (ids.size !== 2) {
            return null;
        }
        const [, id] = ids;
        const other = this.block(id, this.selection.keyOf(id));
        const canSwap =
            this.canEdit &&
            other?.row &&
            ![held, other].some((block) => isReadonly(block) || this.isBundle(block));
        return canSwap ? [held, other] : null;
    }

    // === GESTURES === //

    move(blocks, { delta, from, to, isCopy = false }) {
        if (isCopy) {
            return this.copy(blocks, { delta, from, to });
        }
        const changes = moveChanges(blocks, { delta, from, to }, this.plan);
        return this.apply(changes, { from, to });
    }

    resize({ record }, edge, date) {
        const change = resizeChange(record, edge, date, this.plan);
        return this.apply(change ? [change] : []);
    }

    async swap([one, other]) {
        const isDone = await this.apply(swapChanges(one, other, this.plan), {
            from: one.row,
            to: other.row,
            back: other.record.id,
        });
        if (isDone) {
            this.announce(_t("Swapped"));
        }
        return isDone;
    }

    /** The record at a start and in a row that were chosen in a form. */
    reschedule(block, start, to) {
        const { record, row } = block;
        if (this.isBundle(block)) {
            const delta = wallDelta(spanOf(record, this.plan).start, start);
            return this.move(this.bundleOf(block), { delta, from: row, to: to || row });
        }
        const values = dateValues(spanFrom(spanOf(record, this.plan), start), this.plan);
        const others = to ? rowValues(record, row?.path, to.path, this.plan) : {};
        const change = makeChange(record, { ...values, ...others }, this.plan);
        return this.apply(change ? [change] : [], { from: row, to });
    }

    async unplan(records) {
        const isDone = await this.apply(unplanChanges(records, this.plan));
        if (isDone) {
            this.announce(this.words.unplanned);
        }
        return isDone;
    }

    undo() {
        return this.step("undo", _t("Undone"));
    }

    redo() {
        return this.step("redo", _t("Done again"));
    }

    async step(direction, words) {
        const isDone = await this.history[direction](this);
        if (isDone) {
            this.announce(words);
        }
        return isDone;
    }

    // === SAVING === //

    /** Blocks go from one row to another; that of the id `back` comes the other way. */
    async apply(changes, { from, to, back } = {}) {
        if (!changes.length) {
            return false;
        }
        const result = await this.write(changes, { from, to, back });
        if (result) {
            const undone = inverse(withFollowed(changes, result.followed));
            this.history.push({
                ids: changes.map(({ id }) => id),
                undo: (planner) =>
                    planner.write(undone, { from: to, to: from, back, confirmed: true }),
                redo: (planner) => planner.write(changes, { from, to, back, confirmed: true }),
            });
            this.announceMove(changes, to);
        }
        return Boolean(result);
    }

    async write(changes, { from, to, back, confirmed } = {}) {
        const shown = changes.flatMap((change) => {
            const record = this.model.record(change.id);
            const rows = change.id === back ? [to, from] : [from, to];
            return record ? [applied(record, change, this.rowsOf(record, ...rows))] : [];
        });
        const result = await this.saver.write(changes, { shown, confirmed });
        this.changed();
        return result;
    }

    /** Only a block that stands in the row that is left goes to the other. */
    rowsOf(record, from, to) {
        const leaves = from && to && record.rows?.includes(from.key);
        const labels = Object.fromEntries(
            leaves ? to.path.slice(-1).map(([name]) => [name, to.label]) : [],
        );
        return leaves ? { from, to, labels } : {};
    }

    copy(blocks, { delta, from, to }) {
        const changes = blocks.map(({ record, row }) => {
            const span = movedSpan(spanOf(record, this.plan), delta);
            const isTaken = from && to && row?.key === from.key;
            const others = isTaken ? rowValues(record, from.path, to.path, this.plan) : {};
            return { id: record.id, old: {}, new: { ...dateValues(span, this.plan), ...others } };
        });
        const make = ({ saver }) => saver.call("service_gantt_copy", [changes]);
        return this.added(make, { ids: changes.map(({ id }) => id), words: _t("Copied") });
    }

    async split({ record }, date) {
        const at = dateValues({ start: date }, this.plan)[this.plan.dateStart];
        const whole = spanOf(record, this.plan);
        return this.added(({ saver }) => saver.call("service_gantt_split", [record.id, at]), {
            ids: [record.id],
            words: _t("Split in two"),
            mend: (planner, { followed }) => planner.mend(record.id, whole, followed),
        });
    }

    /** After the second part is gone the first is as long as it was. */
    async mend(id, whole, followed) {
        const change = makeChange(this.model.record(id), dateValues(whole, this.plan), this.plan);
        const back = inverse((followed || []).filter((one) => one.id === id));
        const changes = withFollowed(change ? [change] : [], back);
        return changes.length ? Boolean(await this.write(changes, { confirmed: true })) : true;
    }

    /** Something that makes records of those with `ids`: undone by removing them. */
    async added(make, { ids, words, mend = () => true }) {
        let result = await this.makeNew(make);
        if (result) {
            this.history.push({
                get ids() {
                    return [...ids, ...(result?.ids || [])];
                },
                redo: async (planner) => (result = await planner.makeNew(make)),
                undo: async (planner) =>
                    (await planner.remove(result.ids || [])) && mend(planner, result),
            });
            this.announce(words);
        }
        return Boolean(result);
    }

    async makeNew(make) {
        const result = await make(this);
        this.model.patch(this.saver.fresh(result?.records));
        this.changed();
        return result;
    }

    async remove(ids) {
        const result = await this.saver.call("service_gantt_remove", [ids], { isPlain: true });
        if (result) {
            this.selection.clear();
            this.history.forget(ids);
            await this.model.load();
            this.changed();
        }
        return Boolean(result);
    }

    // === WHO LISTENS === //

    changed() {
        this.bus.trigger("CHANGED");
    }

    /** Says something that nothing on the plan shows. */
    tell(words) {
        this.saver.notification.add(words, { type: "info" });
    }

    /** Brings a block into view that may have landed outside of it. */
    show(id) {
        this.bus.trigger("SHOW", id);
    }

    announce(words) {
        this.bus.trigger("ANNOUNCE", words);
    }

    announceMove(changes, row) {
        const record = this.model.record(changes[0].id);
        const start = record && spanOf(record, this.plan).start;
        if (changes.length > 1) {
            this.announce(this.words.moved(changes.length));
        } else if (start && row) {
            const where = `${row.label}, ${spokenTime(start)}`;
            this.announce(_t("%(name)s moved to %(where)s", { name: record.display_name, where }));
        } else if (start) {
            this.announce(`${record.display_name}: ${spanText(spanOf(record, this.plan))}`);
        }
    }
}
