import { Component, onMounted, onWillUnmount, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const INTERVAL = 3000;

/** Reads the record again every few seconds, for as long as it is shown. */
export class Refresh extends Component {
    static props = standardWidgetProps;
    static template = xml``;

    setup() {
        onMounted(() => {
            this.timer = setInterval(() => this.refresh(), INTERVAL);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    async refresh() {
        if (!document.hidden) {
            await this.props.record.load();
        }
    }
}

registry.category("view_widgets").add("service_refresh", { component: Refresh });
