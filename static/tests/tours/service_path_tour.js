import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const openMenu = (section, entry) => [
    {
        content: `Open the menu ${section}`,
        trigger: `.o_menu_sections [data-menu-xmlid='service_management.${section}']`,
        run: "click",
    },
    ...(entry
        ? [
              {
                  content: `Choose ${entry}`,
                  trigger: `.o_popover [data-menu-xmlid='service_management.${entry}']`,
                  run: "click",
              },
          ]
        : []),
];

const choose = (field, text, scope = "") => [
    {
        content: `Type ${text} into ${field}`,
        trigger: `${scope} .o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    {
        content: `Choose ${text}`,
        trigger: `.o-autocomplete--dropdown-item:contains(${text}):not(:contains(Create))`,
        run: "click",
    },
];

const press = (button) => ({
    content: `Press ${button}`,
    trigger: `.o_statusbar_buttons button:enabled:contains(${button})`,
    run: "click",
});

const inState = (state) => ({
    content: `The state is ${state}`,
    trigger: `.o_arrow_button_current:contains(${state})`,
});

const shipTheGoods = [
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
];

const findTheEquipment = [
    ...openMenu("service_menu_equipment", "service_menu_equipment_list"),
    {
        content: "The serial that was shipped is in the installed base",
        trigger: ".o_data_row td[name=serial_number]:contains(TOUR-0001)",
        run: "click",
    },
    {
        content: "It is under warranty",
        trigger: ".o_form_view .badge:contains(Under Warranty)",
    },
];

const makeTheContract = [
    ...openMenu("service_menu_contracts", "service_menu_contract_list"),
    {
        content: "Create a contract",
        trigger: ".o_list_button_add",
        run: "click",
    },
    ...choose("partner_id", "Officine Tour"),
    ...choose("contract_type_id", "Tour Maintenance"),
    {
        content: "The type has proposed the end",
        trigger: "button[data-field=date_end]:contains(20)",
    },
    {
        content: "Add a line",
        trigger: ".o_field_x2many_list_row_add a",
        run: "click",
    },
    ...choose("equipment_id", "TOUR-0001", ".o_selected_row"),
    {
        content: "Enter the price",
        trigger: ".o_selected_row .o_field_widget[name=price_unit] input",
        run: "edit 300 && press Tab",
    },
    {
        content: "Tab opens another line, which nobody needs",
        trigger: ".o_field_widget[name=line_ids] .o_selected_row:not(:contains(TOUR-0001))",
    },
    press("Activate"),
    inState("Active"),
    press("Create Visits"),
];

const doTheVisit = [
    {
        content: "Open the planned visit",
        trigger: ".o_data_row td[name=title]:contains(Tour Maintenance)",
        run: "click",
    },
    {
        content: "The protocol's step is there",
        trigger: "a[role=tab][name=activities]",
        run: "click",
    },
    {
        trigger: ".o_data_row:contains(Check the pressure)",
    },
    {
        content: "Choose day and hour",
        trigger: ".o_field_widget[name=date_start] input",
        run: `edit ${luxon.DateTime.now().toFormat("MM/dd/yyyy HH:mm:ss")} && press Enter`,
    },
    {
        content: "The end has followed, and nothing is read any more",
        trigger: ".o_field_widget[name=date_start] [data-field=date_end]:contains(:)",
    },
    ...choose("employee_ids", "Tour Technician"),
    press("Plan"),
    inState("Planned"),
    press("Start"),
    inState("In Progress"),
    {
        content: "Record the step as done",
        trigger: ".o_data_row:contains(Check the pressure) button[name=action_done]",
        run: "click",
    },
    {
        trigger:
            ".o_data_row:contains(Check the pressure) .o_field_widget[name=state]:contains(Done)",
    },
    {
        content: "Add extra work",
        trigger:
            ".tab-pane.active .o_field_x2many_list_row_add a, .o_notebook_content .o_field_widget[name=activity_ids] .o_field_x2many_list_row_add a",
        run: "click",
    },
    ...choose("activity_type_id", "Tour Extra Work", ".o_selected_row"),
    {
        content: "Enter two hours",
        trigger: ".o_selected_row .o_field_widget[name=hours] input",
        run: "edit 2:00 && press Tab",
    },
    ...stepUtils.saveForm(),
    {
        content: "The extra work is done",
        trigger: ".o_data_row:contains(Tour Extra Work) button[name=action_done]",
        run: "click",
    },
    {
        trigger: ".o_data_row:contains(Tour Extra Work) .o_field_widget[name=state]:contains(Done)",
    },
    {
        content: "Parts and charges",
        trigger: "a[role=tab][name=charges]",
        run: "click",
    },
    {
        content: "The customer's kilometres are proposed",
        trigger:
            ".o_field_widget[name=charge_ids] .o_data_row:contains(Travel) td[name=quantity]:contains(42)",
    },
    {
        content: "Add a spare part",
        trigger: ".o_field_widget[name=charge_ids] .o_field_x2many_list_row_add a",
        run: "click",
    },
    ...choose("product_id", "Tour Gasket", ".o_selected_row"),
    {
        content: "Two of them",
        trigger: ".o_selected_row .o_field_widget[name=quantity] input",
        run: "edit 2 && press Tab",
    },
    ...stepUtils.saveForm(),
    press("Finish"),
    inState("Done"),
];

const invoiceEverything = [
    ...openMenu("service_menu_invoicing", "service_menu_invoice_services"),
    {
        content: "Preview what is due",
        trigger: ".modal-footer button[name=action_preview]:visible",
        run: "click",
    },
    {
        content: "The contract is due",
        trigger: ".o_list_view .o_data_row td[name=name]:contains(Service Contract)",
    },
    {
        content: "The spare part is due",
        trigger: ".o_list_view .o_data_row td[name=name]:contains(Tour Gasket)",
    },
    {
        content: "Invoice it",
        trigger: ".o_control_panel button[name=action_run]:visible",
        run: "click",
    },
    inState("Done"),
    {
        content: "Open the invoice",
        trigger: ".oe_stat_button[name=action_view_invoices]",
        run: "click",
    },
    {
        trigger: ".o_list_view .o_data_row:contains(Officine Tour)",
    },
];

registry.category("web_tour.tours").add("service_path", {
    steps: () => [
        ...shipTheGoods,
        ...findTheEquipment,
        ...makeTheContract,
        ...doTheVisit,
        ...invoiceEverything,
    ],
});
