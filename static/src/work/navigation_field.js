import { Component, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The address of the site; a touch opens the way there. */
export class NavigationField extends Component {
    static template = xml`
        <a
            t-if="props.record.data[props.name]"
            t-att-href="props.record.data[props.name]"
            target="_blank"
            class="d-block py-2"
        >
            <i class="fa fa-map-marker me-2" aria-hidden="true" />
            <t t-esc="props.record.data.site_address" />
        </a>`;
    static props = { ...standardFieldProps };
}

registry.category("fields").add("service_navigation", {
    component: NavigationField,
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "site_address", type: "char" }],
});
