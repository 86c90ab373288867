import { Component, useRef } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { RPCError } from "@web/core/network/rpc";
import { useBus, useService } from "@web/core/utils/hooks";

/**
 * Returns a function that sends a code with `send` and does what the answer says.
 * What the server refuses is told in a few words: whoever scans has no hand free.
 */
export function useScan(send) {
    const action = useService("action");
    const notification = useService("notification");
    return async (code) => {
        let found;
        try {
            found = (await send(code)) || {};
        } catch (error) {
            if (!(
                error instanceof RPCError && error.exceptionName?.startsWith("odoo.exceptions")
            )) {
                throw error;
            }
            found = { message: error.data.message, type: "warning" };
        }
        if (found.message) {
            notification.add(found.message, { type: found.type });
        }
        if (found.action) {
            await action.doAction(found.action);
        }
        return found;
    };
}

/**
 * A box for a code that is scanned, typed, or read with the camera. A scanner needs
 * no touch of the box before, unless a dialog is open or something else is typed in.
 */
export class ScanInput extends Component {
    static template = "service_management.ScanInput";
    static props = {
        button: String,
        label: String,
        onCode: Function,
        placeholder: String,
    };

    setup() {
        this.input = useRef("input");
        this.hasCamera = isBarcodeScannerSupported();
        const ui = useService("ui");
        useBus(useService("barcode").bus, "barcode_scanned", ({ detail }) => {
            if (ui.activeElement === document) {
                this.send(detail.barcode);
            }
        });
    }

    async onKeydown(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            await this.send(this.input.el.value);
        }
    }

    async onCamera() {
        const code = await scanBarcode(this.env);
        if (code) {
            await this.send(code);
        }
    }

    async send(code) {
        const text = code.trim();
        if (text) {
            this.input.el.value = "";
            await this.props.onCode(text);
        }
    }
}

/** Where a day begins: any label that is scanned here opens what it belongs to. */
export class StartBox extends Component {
    static template = "service_management.StartBox";
    static components = { ScanInput };
    static props = {};

    setup() {
        const orm = useService("orm");
        this.scan = useScan((code) => orm.call("service.equipment", "scan_label", [code]));
    }
}
