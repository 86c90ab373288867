import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

const press = (button) => ({
    content: `Press ${button}`,
    trigger: `.o_statusbar_buttons button:enabled:contains(${button})`,
    run: "click",
});

const inState = (state) => ({
    content: `The state is ${state}`,
    trigger: `.o_arrow_button_current:contains(${state})`,
});

const goBack = {
    content: "Go back",
    trigger: ".o_breadcrumb .o_back_button a",
    run: "click",
};

// A copier is delivered, and has the meters of its product.
registry.category("web_tour.tours").add("service_meter_delivery", {
    steps: () => [
        {
            content: "Validate the delivery",
            trigger: ".o_statusbar_buttons button[name=button_validate]:enabled",
            run: "click",
        },
        inState("Done"),
        stepUtils.showAppsMenuItem(),
        {
            content: "Open the Service application",
            trigger: ".o_app[data-menu-xmlid='service_management.service_menu_root']",
            run: "click",
        },
        {
            content: "Open the equipment",
            trigger:
                ".o_menu_sections [data-menu-xmlid='service_management.service_menu_equipment']",
            run: "click",
        },
        {
            trigger:
                ".o_popover [data-menu-xmlid='service_management.service_menu_equipment_list']",
            run: "click",
        },
        {
            content: "The copier is there",
            trigger: ".o_data_row td[name=serial_number]:contains(COPY-TOUR)",
            run: "click",
        },
        {
            content: "It has its meter",
            trigger: ".oe_stat_button[name=action_view_meters]:contains(1)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Black and White)",
        },
    ],
});

// The customer reads it and sends a photo.
registry.category("web_tour.tours").add("service_meter_reading", {
    steps: () => [
        {
            content: "The copier",
            trigger: "main a:contains(COPY-TOUR)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Its meter",
            trigger: "a:contains(Enter Reading)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What it shows",
            trigger: "#meter_value",
            run: "edit 4200",
        },
        {
            content: "A photo",
            trigger: "#meter_photo",
            run({ anchor }) {
                const bytes = Uint8Array.from(window.atob(PIXEL), (one) => one.charCodeAt(0));
                const files = new DataTransfer();
                files.items.add(new File([bytes], "meter.png", { type: "image/png" }));
                anchor.files = files.files;
            },
        },
        {
            content: "Send it",
            trigger: "main button[type=submit]:contains(Send)",
            run: "click",
        },
        {
            content: "It has arrived",
            trigger: ".alert-success:contains(Thank you)",
        },
    ],
});

// What was used is invoiced with its readings, credited, and due again.
registry.category("web_tour.tours").add("service_meter_invoice", {
    steps: () => [
        press("Create Invoice"),
        {
            content: "The invoice tells the readings",
            trigger: ".o_field_widget[name=invoice_line_ids] .o_data_row:contains(used)",
        },
        press("Confirm"),
        inState("Posted"),
        press("Credit Note"),
        {
            content: "Take it back",
            trigger: ".modal-footer button[name=refund_moves]",
            run: "click",
        },
        {
            content: "The credit note takes back the use",
            trigger: ".o_field_widget[name=invoice_line_ids] .o_data_row:contains(used)",
        },
        press("Confirm"),
        inState("Posted"),
        goBack,
        {
            content: "The invoice, which can be credited",
            trigger: ".o_statusbar_buttons button:enabled:contains(Credit Note)",
        },
        goBack,
        {
            content: "The contract is due again",
            trigger: ".o_statusbar_buttons button[name=action_invoice]:enabled",
        },
    ],
});
