import { registry } from "@web/core/registry";

const card = ".o_kanban_record:contains(Officine Fire)";
const step = (number) =>
    `.o_field_widget[name=activity_ids] .o_kanban_record:contains(Pressure):eq(${number})`;

/** Wait until something stands on a canvas. */
async function isDrawn(canvas) {
    const { width, height } = canvas;
    const isEmpty = () =>
        !canvas.getContext("2d").getImageData(0, 0, width, height).data.some(Boolean);
    for (let tries = 0; isEmpty() && tries < 80; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

registry.category("web_tour.tours").add("service_duties", {
    steps: () => [
        {
            content: "The duties of the month are listed",
            trigger: ".o_list_view .o_data_row:contains(Officine Fire)",
        },
        {
            content: "What is due becomes jobs",
            trigger: ".o_control_panel button:contains(Make Jobs)",
            run: "click",
        },
        {
            content: "It is said how many",
            trigger: ".modal .o_form_view:contains(5 checks become 2 jobs)",
        },
        {
            trigger: ".modal footer button[name=action_create_jobs]",
            run: "click",
        },
        {
            content: "One for each site",
            trigger: ".o_data_row:contains(Officine Fire):contains(Control)",
        },
        {
            trigger: ".o_data_row:contains(Other Customer)",
        },
    ],
});

registry.category("web_tour.tours").add("service_duties_phone", {
    steps: () => [
        {
            trigger: `${card} button[name=action_start_open]`,
            run: "click",
        },
        {
            trigger: "a[role=tab][name=activities]",
            run: "click",
        },
        {
            content: "The first one has passed",
            trigger: `${step(0)} button[name=action_pass]`,
            run: "click",
        },
        {
            trigger: `${step(0)}:contains(Passed)`,
        },
        {
            content: "The second one has not",
            trigger: `${step(1)} button[name=action_fail]`,
            run: "click",
        },
        {
            trigger: `${step(1)}:contains(Failed)`,
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_finish]:enabled",
            run: "click",
        },
        {
            content: "The customer sees it and signs",
            trigger:
                ".modal:has(.o_service_signing:contains(Pressure)) .o_field_widget[name=signed_by] input",
            run: "edit Mr Miller && press Tab",
        },
        {
            trigger: ".modal:has(.o_web_sign_draw_button.active) .o_web_sign_auto_button",
            run: "click",
        },
        {
            trigger: ".modal:has(.o_web_sign_auto_button.active) canvas.o_web_sign_signature",
            run: ({ anchor }) => isDrawn(anchor),
        },
        {
            trigger: ".modal:has(.o_web_sign_auto_button.active) footer button:contains(Accept)",
            run: "click",
        },
        {
            content: "Which one must not be used stands on the signed job",
            trigger:
                ".o_form_view:not(:has(.modal)):has(.badge:contains(Signed)) .alert-danger:contains(Not to be used)",
        },
    ],
});
