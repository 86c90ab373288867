import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { groupBy } from "@web/core/utils/arrays";

/** The conflicts that a change would bring: plan anyway, or put back. */
export class ConflictDialog extends Component {
    static template = "service_management.GanttConflictDialog";
    static components = { Dialog };
    static props = { conflicts: Array, confirm: Function, close: Function };

    get records() {
        return Object.entries(groupBy(this.props.conflicts, "id")).map(([id, conflicts]) => ({
            id,
            name: conflicts[0].name,
            texts: conflicts.map(({ text }) => text),
        }));
    }

    onConfirm() {
        this.props.confirm();
        this.props.close();
    }
}
