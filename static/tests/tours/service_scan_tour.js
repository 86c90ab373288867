import { registry } from "@web/core/registry";

const scan = (serial) => [
    {
        content: "Scan a serial number into the search box",
        trigger: ".o_searchview_input",
        run: `edit ${serial}`,
    },
    {
        content: "The scanner ends with Enter",
        trigger: ".o_searchview_input",
        run: "press Enter",
    },
];

registry.category("web_tour.tours").add("service_management.scan", {
    steps: () => [
        {
            content: "All is shown before anything is searched",
            trigger: ".o_data_row:contains(SCAN-02)",
        },
        ...scan("scan-01"),
        {
            content: "The equipment is open",
            trigger: ".o_form_view .o_field_widget[name=serial_number] input:value(SCAN-01)",
        },
        {
            content: "Go back",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            content: "The search is as it was, and stays",
            trigger: ".o_list_view .o_data_row:contains(SCAN-01):not(:contains(SCAN-02))",
        },
        {
            content: "Forget the search",
            trigger: ".o_facet_remove:last",
            run: "click",
        },
        {
            content: "Part of a serial number shows what matches",
            trigger: ".o_data_row:contains(SCAN-02)",
        },
        ...scan("SCAN-0"),
        {
            content: "Both match and the list stays",
            trigger:
                ".o_list_view:has(.o_facet_value:contains(SCAN-0)) .o_data_row:contains(SCAN-02)",
        },
    ],
});
