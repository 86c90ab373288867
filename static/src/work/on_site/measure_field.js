import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useAutofocus, useBus } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { readNumber, showNumber } from "./numbers";

/** A measured value with a thumb: its unit, its limits, and at once how it is. */
export class MeasureField extends Component {
    static template = "service_management.MeasureField";
    static props = { ...standardFieldProps };

    setup() {
        const { record, name } = this.props;
        const isRecorded = record.data.state !== "todo" || record.data[name];
        this.state = useState({
            text: isRecorded ? showNumber(record.data[name]) : "",
            isMissing: false,
        });
        this.input = useAutofocus({ selectAll: true });
        useBus(record.model.bus, "NEED_LOCAL_CHANGES", () => this.check());
    }

    get value() {
        return readNumber(this.state.text);
    }

    get unit() {
        return this.props.record.data.measure_uom_id?.display_name || "";
    }

    get limits() {
        const { measure_min: least, measure_max: most } = this.props.record.data;
        return `${showNumber(least)} – ${showNumber(most)} ${this.unit}`;
    }

    get isSigned() {
        return this.props.record.data.measure_min < 0;
    }

    get verdict() {
        const { measure_min: least, measure_max: most } = this.props.record.data;
        if (this.value === null && this.state.text) {
            return { kind: "danger", text: _t("This is not a number.") };
        }
        if (this.value === null) {
            return this.state.isMissing && { kind: "danger", text: _t("Enter the value.") };
        }
        const value = `${showNumber(this.value)} ${this.unit}`.trim();
        if (this.value < least) {
            return { kind: "danger", text: _t("%s is too low.", value) };
        }
        if (this.value > most) {
            return { kind: "danger", text: _t("%s is too high.", value) };
        }
        return { kind: "success", text: _t("%s is within the limits.", value) };
    }

    onInput(event) {
        this.change(event.target.value);
    }

    onSign() {
        const text = this.state.text.trim();
        this.change(text.startsWith("-") ? text.slice(1) : `-${text}`);
    }

    change(text) {
        const { record, name } = this.props;
        this.state.text = text;
        if (this.value !== null) {
            record.update({ [name]: this.value });
        }
        this.check();
    }

    /** Nothing entered is not zero. */
    check() {
        const { record, name } = this.props;
        this.state.isMissing = this.value === null;
        if (this.state.isMissing) {
            record.setInvalidField(name);
            this.input.el?.focus();
        } else {
            record.resetFieldValidity(name);
        }
    }
}

registry.category("fields").add("service_measure", {
    component: MeasureField,
    supportedTypes: ["float"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "measure_min", type: "float" },
        { name: "measure_max", type: "float" },
        { name: "measure_uom_id", type: "many2one", relation: "uom.uom" },
    ],
});
