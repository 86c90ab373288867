import { useExternalListener } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { ListRenderer } from "@web/views/list/list_renderer";

/**
 * Each new line has a product, and so is complete before anybody has touched it. The one
 * that Tab opens below the last line must not be saved by a button of the form.
 */
export class LinesRenderer extends ListRenderer {
    setup() {
        super.setup();
        useExternalListener(document, "pointerdown", this.onPointerDown.bind(this), {
            capture: true,
        });
    }

    onPointerDown({ target }) {
        const isButtonOfForm = target.closest(".o_form_statusbar, .o_control_panel");
        if (isButtonOfForm && this.editedRecord?.canBeAbandoned) {
            this.props.list.leaveEditMode();
        }
    }
}

export class LinesField extends X2ManyField {
    static components = { ...X2ManyField.components, ListRenderer: LinesRenderer };
}

registry
    .category("fields")
    .add("service_contract_lines", { ...x2ManyField, component: LinesField });
