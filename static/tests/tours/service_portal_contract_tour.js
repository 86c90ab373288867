import { redirect } from "@web/core/utils/urls";
import { registry } from "@web/core/registry";

// From the list of contracts: a renewal is accepted with a signature.
const accept = [
    {
        content: "The contract that runs",
        trigger: "main a:contains(TOUR-OLD)",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "A proposal for what follows has come",
        trigger: ".alert:contains(what follows) a:contains(Look at it)",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "It can be accepted",
        trigger: "#service_proposal .o_web_sign_name_and_signature input",
        run: "edit Anna Tour",
    },
    {
        content: "Sign",
        trigger: "#service_proposal canvas.o_web_sign_signature",
        run({ anchor }) {
            const box = anchor.getBoundingClientRect();
            const point = (x, y, type, buttons) =>
                anchor.dispatchEvent(
                    new PointerEvent(type, {
                        bubbles: true,
                        isPrimary: true,
                        buttons,
                        clientX: box.left + x,
                        clientY: box.top + y,
                        pressure: 0.5,
                    }),
                );
            point(20, 20, "pointerdown", 1);
            for (let step = 1; step < 10; step++) {
                point(20 + step * 8, 20 + (step % 3) * 10, "pointermove", 1);
            }
            point(110, 30, "pointerup", 0);
        },
    },
    {
        content: "Accept",
        trigger: "#service_proposal .o_portal_sign_submit:enabled",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "It is accepted",
        trigger: ".alert-success:contains(Accepted and signed by Anna Tour)",
    },
];

// From there: notice of another contract.
const notice = [
    {
        content: "Back to the contracts",
        trigger: ".alert-success:contains(Accepted and signed)",
        run: () => redirect("/my/contracts"),
        expectUnloadPage: true,
    },
    {
        content: "Another one",
        trigger: "main a:contains(TOUR-ENDS)",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "Give notice",
        trigger: "a:contains(Give notice of this contract)",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "It says when it ends",
        trigger: "main strong:contains(12/31)",
    },
    {
        content: "Why",
        trigger: "textarea[name=reason]",
        run: "edit We move",
    },
    {
        content: "It is meant",
        trigger: "input[name=confirmed]",
        run: "check",
    },
    {
        content: "Give it",
        trigger: "main button[type=submit]:contains(Give Notice)",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "There is a receipt",
        trigger: ".alert-success a:contains(Receipt TOUR-ENDS/)",
    },
];

// From there: the work of a job is rated.
const rate = [
    {
        content: "To the jobs",
        trigger: ".alert-success a:contains(Receipt)",
        run: () => redirect("/my/jobs"),
        expectUnloadPage: true,
    },
    {
        content: "The job that is done",
        trigger: "main a:contains(Tour overhaul)",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "Four stars",
        trigger: "#service_rating input[value='4']",
        run: "check",
    },
    {
        content: "And a word",
        trigger: "#service_rating textarea",
        run: "edit Quick and clean",
    },
    {
        content: "Send",
        trigger: "#service_rating button[type=submit]",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "It is shown",
        trigger: "#service_rating:contains(4 of 5 stars):contains(Quick and clean)",
    },
];

registry.category("web_tour.tours").add("service_portal_contract", {
    steps: () => [...accept, ...notice, ...rate],
});
