import { registry } from "@web/core/registry";

/** Nobody has to scroll sideways, on whatever screen. */
const fits = (content, trigger) => ({
    content,
    trigger,
    run: () => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth > clientWidth) {
            throw new Error(`${content}: ${scrollWidth} pixels on ${clientWidth}`);
        }
    },
});
const go = (content, trigger) => ({ content, trigger, run: "click", expectUnloadPage: true });
const card = (url) => `.o_portal_index_card:not(.d-none) a[href='${url}']`;

registry.category("web_tour.tours").add("service_portal", {
    steps: () => [
        // equipment
        fits("The portal begins with what the customer has", card("/my/equipment")),
        go("To the machines", card("/my/equipment")),
        fits("They are listed", "tbody:contains(TOUR-1):contains(Covered by)"),
        go("To one of them", "a:contains(TOUR-1)"),
        fits("What covers it is told in words", "#service_cover:contains(labour 100 %)"),
        { content: "Its label is there", trigger: "figure img[src^='data:image/svg']" },
        { content: "And its history", trigger: "section:contains(Tour overhaul)" },
        go("Back by the way one came", ".breadcrumb a:contains(Equipment)"),
        go("Home", ".breadcrumb a[href='/my/home']"),
        // contracts
        go("To the contracts", card("/my/contracts")),
        fits("They are listed", "tbody:contains(TOUR-C)"),
        go("To one of them", "a:contains(TOUR-C)"),
        fits("What is agreed can be read", "section:contains(is in force from)"),
        { content: "And what is due", trigger: "section:contains(Instalments)" },
        go("Home", ".breadcrumb a[href='/my/home']"),
        // signature
        go("To the jobs", card("/my/jobs")),
        fits("They are listed", "tbody:contains(To sign)"),
        go("To the one to sign", "a:contains(Tour overhaul)"),
        fits("What is signed can be read", "section:contains(With your signature)"),
        { content: "Let the name be the signature", trigger: "a:contains(Auto)", run: "click" },
        {
            content: "Sign",
            trigger: ".o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        fits("It is signed", "#service_facts:contains(Signed By)"),
        go("Back", ".breadcrumb a:contains(Jobs)"),
        // appointment
        go("To the one to plan", "a:contains(Tour request)"),
        go("Choose a time", "a:contains(Choose a Time)"),
        fits("Mornings and afternoons", "button:contains(afternoon)"),
        go("Choose one", "section:last button:contains(afternoon)"),
        fits("It is kept", "#service_held:contains(afternoon)"),
        go("Rather another one", "button:contains(Another Time)"),
        go("Choose that", "section:last button:contains(morning)"),
        go("Take it", "#service_held button:contains(Confirm)"),
        fits("It is planned", ".alert-success:contains(morning)"),
        go("Move it", "a:contains(Move or Cancel)"),
        go(
            "To the afternoon",
            "section:not([aria-labelledby=service_cancel]):last button:contains(afternoon)",
        ),
        go("Take it", "#service_held button:contains(Confirm)"),
        { content: "It is moved", trigger: ".badge:contains(afternoon)" },
        go("Give it up", "a:contains(Move or Cancel)"),
        go("For good", "button:contains(Cancel the Appointment)"),
        fits("It waits again", ".badge:contains(Received)"),
    ],
});
