import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";

const { DateTime } = luxon;

/** Another time and another row, chosen in a form. */
export class MoveDialog extends Component {
    static template = "service_management.GanttMoveDialog";
    static components = { Dialog };
    static props = {
        title: String,
        confirmLabel: { type: String, optional: true },
        text: { type: String, optional: true },
        start: Object,
        row: { type: [Object, { value: null }], optional: true },
        rows: Array,
        confirm: Function,
        close: Function,
    };

    setup() {
        this.state = useState({
            start: this.props.start.toFormat("yyyy-MM-dd'T'HH:mm"),
            key: this.props.row?.key ?? this.props.rows[0]?.key,
        });
    }

    get start() {
        return DateTime.fromISO(this.state.start);
    }

    labelOf(row) {
        return `${"\u2003".repeat(row.level)}${row.label}`;
    }

    get confirmLabel() {
        return this.props.confirmLabel || _t("Move");
    }

    onConfirm() {
        const row = this.props.rows.find(({ key }) => key === this.state.key);
        this.props.close();
        this.props.confirm(this.start, row);
    }
}
