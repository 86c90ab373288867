import { registry } from "@web/core/registry";

const MOST_TAPS = { measure: 2, signing: 3, job: 12 };
const card = ".o_kanban_record:contains(Officine Taps)";
const step = (name) => `.o_field_widget[name=activity_ids] .o_kanban_record:contains(${name})`;
const tap = (content, trigger) => ({ content, trigger, run: "click" });

let taps = 0;
let tapsBefore = 0;

/** A touch counts, unless it is where one types already. */
function count(event) {
    if (event.target !== document.activeElement || !event.target.matches("input")) {
        taps += 1;
    }
}

/** What follows is counted by itself as well. */
const countFrom = (content, trigger) => ({
    content,
    trigger,
    run() {
        tapsBefore = taps;
    },
});

function check(what, number) {
    if (number > MOST_TAPS[what] || number < 2) {
        throw new Error(`${what}: ${number} taps, and not ${MOST_TAPS[what]} at most`);
    }
}

const checkTaps = (what, trigger) => ({
    content: `Taps of the ${what}`,
    trigger,
    run() {
        check(what, taps - tapsBefore);
    },
});

function touch(type, target, x, y) {
    const { left, top, width, height } = target.getBoundingClientRect();
    target.dispatchEvent(
        new PointerEvent(type, {
            bubbles: true,
            cancelable: true,
            isPrimary: true,
            pointerId: 7,
            pointerType: "touch",
            pressure: 0.5,
            buttons: type === "pointerup" ? 0 : 1,
            clientX: left + x * width,
            clientY: top + y * height,
        }),
    );
}

/** As a finger does: down, over the screen, up. */
function draw() {
    const canvas = this.anchor;
    touch("pointerdown", canvas, 0.2, 0.6);
    for (const at of [0.3, 0.4, 0.5, 0.6, 0.7]) {
        touch("pointermove", canvas, at, at);
    }
    touch("pointerup", canvas, 0.7, 0.7);
}

/** The camera opens by a touch of the label, and gives a picture. */
async function takePhoto() {
    const label = this.anchor;
    touch("pointerdown", label, 0.5, 0.5);
    const canvas = Object.assign(document.createElement("canvas"), { width: 9, height: 9 });
    const picture = await new Promise((resolve) => canvas.toBlob(resolve));
    const files = new DataTransfer();
    files.items.add(new File([picture], "pump.png", { type: "image/png" }));
    const input = label.querySelector("input");
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

registry.category("web_tour.tours").add("service_taps", {
    steps: () => [
        {
            content: "From here on each touch counts",
            trigger: card,
            run() {
                window.addEventListener("pointerdown", count, { capture: true });
            },
        },
        tap("Start the job, which opens it", `${card} button[name=action_start_open]`),
        countFrom("A measure", `${step("Pressure")} button[name=action_open_record]`),
        tap("Record it", `${step("Pressure")} button[name=action_open_record]`),
        {
            content: "Unit and limits are shown, and cannot be changed; nothing deletes it",
            trigger:
                ".modal:contains(5 – 7):not(:contains(Delete)):not(:has([name=measure_min] input)) .o_service_measure",
        },
        {
            content: "Too much is said at once, in words",
            trigger: ".modal .o_service_measure input:focus",
            run: "edit 7.5",
        },
        { trigger: ".modal .o_service_measure .alert-danger:contains(7.5):contains(too high)" },
        {
            content: "The right value, with the comma of another keyboard",
            trigger: ".modal .o_service_measure input",
            run: "edit 6,5",
        },
        { trigger: ".modal .o_service_measure .alert-success:contains(6.5)" },
        tap("It is recorded", ".modal footer button[name=action_done]"),
        checkTaps("measure", `${step("Pressure")}:contains(Passed):contains(6.5)`),
        tap("A check is passed", `${step("Leak")} button[name=action_pass]`),
        { trigger: `${step("Leak")}:contains(Passed)` },
        tap("Finish", ".o_statusbar_buttons button[name=action_finish]:enabled"),
        tap("A part", ".o_service_finish div:contains(Filter) > button[aria-label='One more']"),
        tap("No more of them", ".o_service_finish button[name=next]"),
        {
            content: "A photo",
            trigger: ".o_service_finish label:contains(Photo)",
            run: takePhoto,
        },
        tap("The rest is done", ".o_service_finish button[name=all_done]"),
        countFrom(
            "The customer sees what is signed",
            ".modal .o_service_signing:contains(Pressure):contains(Filter):contains(Hours)",
        ),
        {
            content: "The contact is proposed",
            trigger: ".modal .o_field_widget[name=signed_by] input:value(Anna Rossi)",
        },
        {
            content: "The customer draws",
            trigger: ".modal .o_service_draw canvas",
            run: draw,
        },
        tap("And accepts", ".modal footer button:contains(Accept)"),
        checkTaps("signing", ".o_form_view:not(:has(.ribbon)) .badge:contains(Signed)"),
        {
            content: "These were few touches in all, and nothing covers the job",
            trigger: ".o_form_view:not(:has(.modal))",
            run() {
                window.removeEventListener("pointerdown", count, { capture: true });
                check("job", taps);
            },
        },
    ],
});
