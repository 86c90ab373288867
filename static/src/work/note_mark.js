import { Component, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** An icon where there is an information sheet to read. */
export class NoteMark extends Component {
    static template = xml`
        <i
            t-if="props.record.data[props.name]"
            class="fa fa-info-circle text-info"
            t-att-title="title"
        />`;
    static props = { ...standardFieldProps };

    get title() {
        return _t("Something to read");
    }
}

registry.category("fields").add("service_note_mark", {
    component: NoteMark,
    supportedTypes: ["boolean"],
});
