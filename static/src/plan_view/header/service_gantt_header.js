import { SCALE_LABELS, windowTitle } from "../dates/scales";
import { Component, useRef } from "@odoo/owl";
import { useDateTimePicker } from "@web/core/datetime/datetime_picker_hook";

/** Where in time the plan is, and the buttons that go elsewhere. */
export class ServiceGanttHeader extends Component {
    static template = "service_management.ServiceGanttHeader";
    static props = { model: Object, slots: { type: Object, optional: true } };

    setup() {
        this.dateRef = useRef("start-date");
        const component = this;
        this.picker = useDateTimePicker({
            target: "start-date",
            get pickerProps() {
                return { type: "date", value: component.props.model.meta.date };
            },
            onApply: (date) => date && this.props.model.move({ date }),
        });
    }

    get title() {
        const { meta, scale } = this.props.model;
        return this.env.isSmall
            ? scale.start.toFormat("ccc d MMM")
            : windowTitle(meta.scaleName, scale);
    }

    get scales() {
        return this.props.model.archInfo.scales.map((name) => ({
            name,
            label: SCALE_LABELS[name],
            active: name === this.props.model.meta.scaleName,
        }));
    }

    today() {
        return this.props.model.move({ date: luxon.DateTime.now().startOf("day") });
    }
}
