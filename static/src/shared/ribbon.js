import { xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { RibbonWidget, ribbonWidget } from "@web/views/widgets/ribbon/ribbon";

/** A ribbon that is a badge where a ribbon would cover the title. */
export class ServiceRibbon extends RibbonWidget {
    static template = xml`
        <div t-if="env.isSmall" class="mb-2">
            <span
                class="badge fs-6"
                t-att-class="props.bgClass"
                t-att-title="props.title"
                t-esc="props.text"
            />
        </div>
        <t t-else="" t-call="web.Ribbon" />`;
}

registry.category("view_widgets").add("service_ribbon", {
    ...ribbonWidget,
    component: ServiceRibbon,
});
