import { Component } from "@odoo/owl";

/** All conflicts of the window; a click goes to the block. */
export class ConflictPanel extends Component {
    static template = "service_management.GanttConflictPanel";
    static props = {
        records: Array,
        repair: { type: Function, optional: true },
        show: Function,
        close: Function,
    };

    get conflicting() {
        return this.props.records
            .filter((record) => record.conflicts?.length)
            .map(({ id, display_name: name, conflicts }) => ({ id, name, conflicts }));
    }
}
