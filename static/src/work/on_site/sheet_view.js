import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { useBackToClose } from "./sheet";

/** A form that is a sheet over the screen, as in a dialog. */
export class SheetController extends FormController {
    setup() {
        super.setup();
        if (this.env.dialogData) {
            useBackToClose(() => this.env.dialogData.close());
        }
    }
}

registry.category("views").add("service_sheet", { ...formView, Controller: SheetController });
