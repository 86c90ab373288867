import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

// Types a serial number that nobody knows into the cell of a line and registers it.
const createOnTheSpot = (list, serial) => [
    {
        content: "Add a line",
        trigger: `.o_field_widget[name=${list}] .o_field_x2many_list_row_add a`,
        run: "click",
    },
    {
        content: "Type a serial number that nobody knows",
        trigger: ".o_selected_row .o_field_widget[name=equipment_id] input",
        run: `edit ${serial}`,
    },
    {
        content: "Create it",
        trigger: `.o-autocomplete--dropdown-item.o_m2o_dropdown_option_create:contains(${serial})`,
        run: "click",
    },
    {
        content: "The form has the serial number",
        trigger: `.modal .o_field_widget[name=serial_number] input:value(${serial})`,
    },
    {
        content: "It has the customer",
        trigger: ".modal .o_field_widget[name=partner_id] input:value(Officine Spot)",
    },
    {
        content: "Choose the product",
        trigger: ".modal .o_field_widget[name=product_id] input",
        run: "edit Spot Pump",
    },
    {
        content: "This one",
        trigger: ".o-autocomplete--dropdown-item:contains(Spot Pump):not(:contains(Create))",
        run: "click",
    },
    {
        content: "Save the equipment",
        trigger: ".modal .o_form_button_save",
        run: "click",
    },
    {
        content: "The line is for it",
        trigger: `body:not(:has(.modal)) .o_selected_row .o_field_widget[name=equipment_id] input:value(${serial})`,
    },
    ...stepUtils.saveForm(),
];

registry.category("web_tour.tours").add("service_management.on_the_spot_contract", {
    steps: () => createOnTheSpot("line_ids", "SPOT-01"),
});

registry.category("web_tour.tours").add("service_management.on_the_spot_job", {
    steps: () => createOnTheSpot("item_ids", "SPOT-02"),
});
