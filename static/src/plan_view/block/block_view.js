import { templateValues } from "./block_values";
import { membersOf } from "../model/bundles";
import { toMillis } from "../model/plan_index";
import { formatSpan } from "../dates/plan_words";
import { _t } from "@web/core/l10n/translation";
import { evaluate, parseExpr } from "@web/core/py_js/py";

const COLORS = 12;
const FIRST = 2; // no grey, and no red: that is kept for what is wrong
const DECORATION_SIGNS = {
    primary: "fa-arrow-right",
    success: "fa-check",
    warning: "fa-play",
};

/** A number of the palette for any value of a field. */
export function colorIndex(value, field) {
    if (value === false || value === undefined || value === null) {
        return 0;
    }
    const plain = Array.isArray(value) ? value[0] : value;
    if (field?.type === "selection") {
        const index = field.selection.findIndex(([key]) => key === plain);
        return colorOf(Math.max(index, 0));
    }
    if (typeof plain === "number") {
        return field?.type === "integer" ? plain % COLORS : colorOf(plain);
    }
    const sum = [...String(plain)].reduce((total, letter) => total + letter.charCodeAt(0), 0);
    return colorOf(sum);
}

function colorOf(number) {
    return FIRST + (number % (COLORS - FIRST));
}

/**
 * What a block says and how it looks, made once per record and only when it is drawn:
 * decorations are Python expressions and take time.
 */
export class BlockViews {
    constructor({ archInfo, fields }) {
        Object.assign(this, { archInfo, fields });
        this.decorations = Object.entries(archInfo.decorations).map(([name, expression]) => ({
            name,
            condition: parseExpr(expression),
        }));
        this.views = new WeakMap();
        this.values = new WeakMap();
    }

    valuesOf(record) {
        if (!this.values.has(record)) {
            this.values.set(record, templateValues(record, this.fields));
        }
        return this.values.get(record);
    }

    of(block) {
        let view = this.views.get(block.record);
        if (!view) {
            view = this.make(block);
            this.views.set(block.record, view);
        }
        return view;
    }

    /** Said on hover, as dates take time to format. */
    titleOf(block) {
        const { name, warnings } = this.of(block);
        return [name, formatSpan(block.start, block.stop), ...warnings].join("\n");
    }

    make({ record, backwards, stop }) {
        const { color, progress, deadline } = this.archInfo;
        const name = record.display_name || "";
        const late = Boolean(deadline) && stop > toMillis(record[deadline]);
        const warnings = this.warningsOf(record, { backwards, late });
        const decorations = this.decorationsOf(record);
        return {
            name,
            more: record.owner,
            hasTemplate: !record.isGhost && !record.members,
            warnings,
            locked: record.readonly,
            signs: this.signsOf({ warnings, late, record, decorations }),
            progress: progress ? Math.min(Math.max(record[progress] || 0, 0), 100) : null,
            label: [name, record.owner, ...warnings].filter(Boolean).join(". "),
            className: [
                color ? `o_sg_color_${colorIndex(record[color], this.fields[color])}` : "",
                warnings.length ? "o_sg_block_conflict" : "",
                record.readonly ? "o_sg_block_locked" : "",
                record.isGhost ? "o_sg_ghost" : "",
                late ? "o_sg_block_late" : "",
                ...decorations.map((decoration) => `o_sg_decoration_${decoration}`),
            ]
                .filter(Boolean)
                .join(" "),
        };
    }

    /** Icons say what colours say, for who cannot tell these apart. */
    signsOf({ warnings, late, record, decorations }) {
        const signs = [];
        if (warnings.length) {
            signs.push(late && warnings.length === 1 ? "fa-clock-o" : "fa-exclamation-triangle");
        }
        const states = decorations.map((name) => DECORATION_SIGNS[name]).filter(Boolean);
        if (record.readonly && !states.length) {
            signs.push("fa-lock"); // a state of its own says already why it is locked
        }
        return [...signs, ...states];
    }

    warningsOf(record, { backwards, late }) {
        const conflicts = record.conflicts || [];
        const warnings = conflicts.map((conflict) => conflict.text);
        if (late && !conflicts.some(({ kind }) => kind === "deadline")) {
            warnings.unshift(_t("It ends after its deadline."));
        }
        return backwards ? [_t("It ends before it starts."), ...warnings] : warnings;
    }

    /** Of several in one block, what is true of all. */
    decorationsOf(record) {
        const contexts = membersOf(record).map((one) => this.contextOf(one));
        return this.decorations
            .filter(({ condition }) =>
                contexts.every((context) => isTrue(evaluate(condition, context))),
            )
            .map(({ name }) => name);
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

/** As Python sees it: what is empty is not true. */
function isTrue(value) {
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
