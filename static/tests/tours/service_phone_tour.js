import { registry } from "@web/core/registry";

const card = ".o_kanban_record:contains(Officine Phone)";
const step = (name) => `.o_field_widget[name=activity_ids] .o_kanban_record:contains(${name})`;

/** Wait until something stands on a canvas. */
async function isDrawn(canvas) {
    const { width, height } = canvas;
    const isEmpty = () =>
        !canvas.getContext("2d").getImageData(0, 0, width, height).data.some(Boolean);
    for (let tries = 0; isEmpty() && tries < 80; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

registry.category("web_tour.tours").add("service_phone", {
    steps: () => [
        {
            content: "The way to the customer is one touch away",
            trigger: `${card} a[href*='openstreetmap.org']:contains(Via Roma)`,
        },
        {
            content: "So is a call",
            trigger: `${card} a[href='tel:+39 02 123456']`,
        },
        {
            content: "Off to the customer",
            trigger: `${card} button[name=action_leave]`,
            run: "click",
        },
        {
            content: "The way and a call are still there",
            trigger: `${card}:contains(On the Way):has(a[href^='tel:']) a[href*='openstreetmap.org']`,
        },
        {
            content: "Starting the job opens it",
            trigger: `${card} button[name=action_start_open]`,
            run: "click",
        },
        {
            content: "There, too",
            trigger: `.o_form_view:has(a[href^='tel:']) a[href*='openstreetmap.org']`,
        },
        {
            content: "What everybody should know is on top",
            trigger: ".o_form_view .alert:contains(Key is at the porter)",
        },
        {
            content: "Its work",
            trigger: "a[role=tab][name=activities]",
            run: "click",
        },
        {
            content: "Start the timer",
            trigger: `${step("Check the valve")} button[name=action_timer_start]`,
            run: "click",
        },
        {
            content: "It runs",
            trigger: `${step("Check the valve")} .badge:contains(0:00:0):not(:contains(0:00:00))`,
        },
        {
            content: "The check is passed",
            trigger: `${step("Check the valve")} button[name=action_pass]`,
            run: "click",
        },
        {
            trigger: `${step("Check the valve")}:contains(Passed):not(:has(button[name=action_pass]))`,
        },
        {
            content: "The other one cannot be done, and it is said why",
            trigger: `${step("Clean")} button[name=action_open_skip]`,
            run: "click",
        },
        {
            trigger: ".modal:has(button.btn-primary:disabled) input[name=reason]",
            run: "edit No water",
        },
        {
            trigger: ".modal footer button.btn-primary:enabled",
            run: "click",
        },
        {
            trigger: `${step("Clean")}:contains(Skipped):contains(No water)`,
        },
        {
            content: "Parts",
            trigger: "a[role=tab][name=charges]",
            run: "click",
        },
        {
            content: "By name",
            trigger: "button[name=action_open_parts]",
            run: "click",
        },
        {
            trigger: ".modal .o_service_part:contains(Filter) button[aria-label='One more']",
            run: "click",
        },
        {
            content: "One is on the job, and five are there",
            trigger: ".modal .o_service_part:contains(5 in):contains(1)",
        },
        {
            trigger: ".modal .o_service_parts button:contains(Back)",
            run: "click",
        },
        {
            content: "A wrong scan is told in a few words",
            trigger: "body:not(:has(.modal)) .o_service_scan input",
            run: "edit WRONG-1",
        },
        {
            trigger: ".o_service_scan input",
            run: "press Enter",
        },
        {
            trigger: "body:not(:has(.modal)) .o_notification:contains(“WRONG-1”)",
        },
        {
            content: "Scan a part",
            trigger: ".o_service_scan input",
            run: "edit PHONE-PART",
        },
        {
            trigger: ".o_service_scan input",
            run: "press Enter",
        },
        {
            content: "It is there",
            trigger: ".o_field_widget[name=charge_ids] .o_kanban_record:contains(Filter)",
        },
        {
            content: "Finish",
            trigger: ".o_statusbar_buttons button[name=action_finish]:enabled",
            run: "click",
        },
        {
            content: "The timer has counted, so that only a photo is asked for",
            trigger: ".o_service_finish:contains(photo) button[name=no]",
            run: "click",
        },
        {
            content: "The customer sees what was not done, and gives a name",
            trigger:
                ".modal:has(.o_service_signing:contains(No water)) .o_field_widget[name=signed_by] input",
            run: "edit Mr Miller && press Tab",
        },
        {
            content: "A typed signature is the alternative",
            trigger: ".modal:has(.o_web_sign_draw_button.active) .o_web_sign_auto_button",
            run: "click",
        },
        {
            content: "It is written in a moment",
            trigger: ".modal:has(.o_web_sign_auto_button.active) canvas.o_web_sign_signature",
            run: ({ anchor }) => isDrawn(anchor),
        },
        {
            content: "Accept it",
            trigger: ".modal:has(.o_web_sign_auto_button.active) footer button:contains(Accept)",
            run: "click",
        },
        {
            content: "It is signed",
            trigger: ".o_form_view:not(:has(.modal)) .badge:contains(Signed)",
        },
    ],
});
