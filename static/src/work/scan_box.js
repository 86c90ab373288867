import { Component, useRef } from "@odoo/owl";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Adds the part whose barcode or serial number is scanned or typed. */
export class ScanBox extends Component {
    static template = "service_management.ScanBox";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.input = useRef("input");
        this.hasCamera = isBarcodeScannerSupported();
    }

    async onKeydown(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            await this.add(this.input.el.value);
        }
    }

    async onCamera() {
        const code = await scanBarcode(this.env);
        if (code) {
            await this.add(code);
        }
    }

    async add(code) {
        const record = this.props.record;
        if (!code.trim() || !(await record.save())) {
            return;
        }
        this.input.el.value = "";
        const added = await this.orm.call(record.resModel, "action_scan", [[record.resId], code]);
        this.notification.add(added, { type: "success" });
        await record.load();
    }
}

registry.category("view_widgets").add("service_scan", { component: ScanBox });
