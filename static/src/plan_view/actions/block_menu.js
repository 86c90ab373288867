import { Component } from "@odoo/owl";

/** What can be done with a block, under the right mouse button. */
export class BlockMenu extends Component {
    static template = "service_management.GanttBlockMenu";
    static props = { items: Array, close: { type: Function, optional: true } };

    onClick(item) {
        this.props.close?.();
        item.run();
    }
}
