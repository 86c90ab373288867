import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { ScanInput, useScan } from "../equipment/scan/scan";

/** Adds the part that is scanned on a job; another label opens what it belongs to. */
export class ScanBox extends Component {
    static template = "service_management.ScanBox";
    static components = { ScanInput };
    static props = { ...standardWidgetProps };

    setup() {
        const orm = useService("orm");
        this.scan = useScan((code) => {
            const { resModel, resId } = this.props.record;
            return orm.call(resModel, "scan_on_job", [[resId], code]);
        });
    }

    async onCode(code) {
        const record = this.props.record;
        if (await record.save()) {
            const found = await this.scan(code);
            if (found.type === "success") {
                await record.load();
            }
        }
    }
}

registry.category("view_widgets").add("service_scan", { component: ScanBox });
