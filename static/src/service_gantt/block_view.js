import { _t } from "@web/core/l10n/translation";
import { evaluateBooleanExpr } from "@web/core/py_js/py";

const COLORS = 12;

/** A number of the palette for any value of a field. */
export function colorIndex(value, field) {
    if (value === false || value === undefined || value === null) {
        return 0;
    }
    const plain = Array.isArray(value) ? value[0] : value;
    if (field?.type === "selection") {
        const index = field.selection.findIndex(([key]) => key === plain);
        return 1 + (Math.max(index, 0) % (COLORS - 1));
    }
    if (typeof plain === "number") {
        return field?.type === "integer" ? plain % COLORS : 1 + (plain % (COLORS - 1));
    }
    const sum = [...String(plain)].reduce((total, letter) => total + letter.charCodeAt(0), 0);
    return 1 + (sum % (COLORS - 1));
}

/**
 * What a block says and how it looks, made once per record and only when it is drawn:
 * decorations are Python expressions and take time.
 */
export class BlockViews {
    constructor({ archInfo, fields }) {
        Object.assign(this, { archInfo, fields });
        this.views = new WeakMap();
    }

    of(block) {
        let view = this.views.get(block.record);
        if (!view) {
            view = this.make(block);
            this.views.set(block.record, view);
        }
        return view;
    }

    make({ record, backwards, stop }) {
        const { color, progress, deadline } = this.archInfo;
        const warnings = this.warningsOf(record, backwards);
        const name = record.display_name || "";
        return {
            name,
            warnings,
            locked: record.readonly && !record.isGhost,
            progress: progress ? Math.min(Math.max(record[progress] || 0, 0), 100) : null,
            title: [name, ...warnings].join("\n"),
            className: [
                color ? `o_sg_color_${colorIndex(record[color], this.fields[color])}` : "",
                warnings.length ? "o_sg_block_conflict" : "",
                record.isGhost ? "o_sg_ghost" : "",
                record.readonly && !record.isGhost ? "o_sg_block_locked" : "",
                deadline && isAfter(stop, record[deadline]) ? "o_sg_block_late" : "",
                ...this.decorationsOf(record),
            ]
                .filter(Boolean)
                .join(" "),
        };
    }

    warningsOf(record, backwards) {
        const warnings = (record.conflicts || []).map((conflict) => conflict.text);
        return backwards ? [_t("It ends before it starts."), ...warnings] : warnings;
    }

    decorationsOf(record) {
        return Object.entries(this.archInfo.decorations)
            .filter(([, expression]) => evaluateBooleanExpr(expression, this.contextOf(record)))
            .map(([name]) => `o_sg_decoration_${name}`);
    }

    /** Values as expressions of a view know them: a many2one is its id. */
    contextOf(record) {
        const context = { context: {}, uid: false };
        for (const [name, value] of Object.entries(record)) {
            const isPair = this.fields[name]?.type === "many2one" && Array.isArray(value);
            context[name] = isPair ? value[0] : value;
        }
        return context;
    }
}

function isAfter(stop, deadline) {
    return deadline && stop > new Date(deadline.replace(" ", "T") + "Z").getTime();
}
