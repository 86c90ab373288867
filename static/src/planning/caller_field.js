import { Component } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** One field for whatever a caller says first: it fills customer, site and machine. */
export class CallerField extends Component {
    static template = "service_management.CallerField";
    static components = { AutoComplete };
    static props = {
        ...standardFieldProps,
        placeholder: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
    }

    get sources() {
        return [
            {
                options: (text) => this.find(text.trim()),
                optionSlot: "option",
                placeholder: _t("Searching…"),
            },
        ];
    }

    async find(text) {
        if (text.length < 2) {
            return [];
        }
        const { resModel } = this.props.record;
        const found = await this.orm.call(resModel, "find_caller", [text]);
        if (!found.length) {
            return [
                {
                    label: _t("Nobody found. Choose or create the customer below."),
                    cssClass: "fst-italic text-muted",
                },
            ];
        }
        return found.map((caller) => ({
            label: caller.name,
            data: caller,
            onSelect: () => this.choose(caller),
        }));
    }

    async choose(caller) {
        await this.props.record.update({
            [this.props.name]: caller.name,
            partner_id: caller.partner,
        });
        await this.props.record.update({
            called_equipment_id: caller.equipment,
            site_id: caller.site,
            contact_id: caller.contact,
        });
    }
}

registry.category("fields").add("service_caller", {
    component: CallerField,
    supportedTypes: ["char"],
    extractProps: ({ placeholder }) => ({ placeholder }),
});
