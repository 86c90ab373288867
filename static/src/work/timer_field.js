import { Component, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;

/** Shows how long the timer that started at this date has been running. */
export class TimerField extends Component {
    static template = "service_management.TimerField";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ now: DateTime.now() });
        const clock = setInterval(() => (this.state.now = DateTime.now()), 1000);
        onWillUnmount(() => clearInterval(clock));
    }

    get elapsed() {
        const start = this.props.record.data[this.props.name];
        return start && this.state.now.diff(start).toFormat("h:mm:ss");
    }
}

registry.category("fields").add("service_timer", {
    component: TimerField,
    supportedTypes: ["datetime"],
});
