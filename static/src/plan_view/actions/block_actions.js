import { _t } from "@web/core/l10n/translation";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { spanOf } from "../planner/changes";
import { spanText } from "../dates/times";
import { OffersDialog } from "../offers/offers_dialog";
import { MoveDialog } from "./move_dialog";

const { DateTime } = luxon;

/** What opens a form or asks first, and the words for what can be done with a block. */
export class BlockActions {
    constructor({ planner, dialog, open }) {
        this.planner = planner;
        this.dialog = dialog;
        this.open = ({ record }) => open(record.id);
    }

    create(row, { start, stop }) {
        const { model } = this.planner;
        this.dialog.add(FormViewDialog, {
            resModel: model.resModel,
            viewId: model.archInfo.formViewId || false,
            context: { ...model.meta.context, ...model.defaultsAt(row.key, start, stop) },
            title: _t("New"),
            onRecordSaved: () => model.load().then(() => this.planner.changed()),
        });
    }

    remove(blocks) {
        const { planner } = this;
        const ids = blocks.map(({ record }) => record.id);
        if (!planner.canDelete || blocks.some(({ record }) => record.readonly)) {
            return;
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Delete"),
            body:
                ids.length > 1
                    ? planner.words.askRemove(ids.length)
                    : _t("Delete “%s”? It cannot be brought back.", blocks[0].record.display_name),
            confirmLabel: _t("Delete"),
            confirmClass: "btn-danger",
            confirm: () => planner.remove(ids),
            cancel: () => {},
        });
    }

    /** Time and row in a form: on the phone, and for who does not drag. */
    moveTo(block) {
        const { planner } = this;
        this.dialog.add(MoveDialog, {
            title: planner.model.shownRecord(block.record.id, block.row.key).display_name,
            text: spanText(spanOf(block.record, planner.plan)),
            start: spanOf(block.record, planner.plan).start,
            row: block.row,
            rows: planner.model.rows.filter((row) => row.leaf),
            confirm: (start, row) => planner.reschedule(block, start, row),
        });
    }

    /** The same for a card of the tray. */
    planCard(card) {
        const { planner } = this;
        const { model } = planner;
        this.dialog.add(MoveDialog, {
            title: card.title || card.name,
            confirmLabel: _t("Plan"),
            start: this.firstStart(),
            row: model.rowByKey(model.phoneKey) || model.rows.find((row) => row.resource),
            rows: model.rows.filter((row) => row.leaf),
            confirm: (start, row) => {
                const stop = start.plus({ hours: card.duration || 1 });
                return planner.tray.plan(card, row, { start, stop });
            },
        });
    }

    /** When and where a record would fit, and why. */
    showOffers(id) {
        const { planner } = this;
        const { tray } = planner;
        this.dialog.add(OffersDialog, {
            title: planner.words.offers,
            find: () => tray.findOffers(id),
            timesOf: (change) => spanText(spanOf(change.new, planner.plan)),
            take: (change) => tray.takeOffer(change),
        });
    }

    /** In the morning of what is shown, but not in the past. */
    firstStart() {
        const { scale } = this.planner.model;
        const morning = scale.start.set({ hour: scale.hours[0] });
        const soon = DateTime.now().plus({ hours: 1 }).startOf("hour");
        return DateTime.max(morning, soon);
    }

    /** @param {luxon.DateTime} [date] where it was clicked, for a split */
    items(block, date) {
        return [
            {
                name: "open",
                icon: "fa-external-link",
                label: _t("Open the form"),
                run: () => this.open(block),
            },
            ...(block.record.readonly || !this.planner.canEdit ? [] : this.changes(block, date)),
        ];
    }

    changes(block, date) {
        const { planner } = this;
        const { start, stop } = spanOf(block.record, planner.plan);
        const bundle = planner.bundleOf(block);
        const items = [
            {
                name: "move",
                icon: "fa-arrows",
                label: _t("Move to…"),
                run: () => this.moveTo(block),
            },
        ];
        const pair = planner.pairWith(block);
        if (pair) {
            items.push({
                name: "swap",
                icon: "fa-exchange",
                label: _t("Swap with %s", pair[1].record.display_name),
                run: () => planner.swap(pair),
            });
        }
        if (planner.canCreate && bundle.length === 1 && date > start && date < stop) {
            items.push({
                name: "split",
                icon: "fa-scissors",
                label: _t("Split at %s", spanText({ start: date })),
                run: () => planner.split(block, date),
            });
        }
        if (planner.canPlan && bundle.length === 1) {
            items.push({
                name: "offers",
                icon: "fa-users",
                label: planner.words.offers,
                run: () => this.showOffers(block.record.id),
            });
        }
        if (planner.canPlan) {
            items.push({
                name: "unplan",
                icon: "fa-inbox",
                label: planner.words.unplan,
                run: () => planner.unplan(bundle.map(({ record }) => record)),
            });
        }
        if (planner.canDelete) {
            const run = () => this.remove(bundle);
            items.push({ name: "delete", icon: "fa-trash", label: _t("Delete"), run });
        }
        return items;
    }
}
