import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";

/**
 * What can be done with a row, from beside its name. Other modules add to the category
 * `service_gantt_row_actions` objects of functions that get `{ row, planner }`:
 * `isShown`, `icon`, `label`, `run`, and `isOn` for a state that is always to be seen.
 */
const actions = registry.category("service_gantt_row_actions");

export class RowActions extends Component {
    static template = "service_management.GanttRowActions";
    static props = { row: Object, planner: Object };

    get items() {
        return actions
            .getEntries()
            .filter(([, action]) => action.isShown(this.props))
            .map(([name, action]) => ({
                name,
                icon: action.icon(this.props),
                label: action.label(this.props),
                isOn: action.isOn?.(this.props),
                run: () => action.run(this.props),
            }));
    }
}
