import { registry } from "@web/core/registry";

// a picture of one pixel
const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

function choosePhoto({ anchor }) {
    const bytes = Uint8Array.from(window.atob(PIXEL), (sign) => sign.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], "leak.png", { type: "image/png" }));
    anchor.files = files.files;
}

function checkWidth() {
    const page = document.documentElement;
    // Widths are rounded.
    if (page.scrollWidth > page.clientWidth + 1) {
        throw new Error(`${page.scrollWidth} instead of ${page.clientWidth} pixels`);
    }
}

const fits = { content: "Nothing is wider than the screen", trigger: "h1", run: checkWidth };
const describe = [
    {
        content: "Say what is wrong",
        trigger: "textarea[name=fault]",
        run: "edit It leaks",
    },
    { content: "Add a photo", trigger: "input[name=files]", run: choosePhoto },
    {
        content: "It stands still",
        trigger: "label[for=service_priority_3]",
        run: "click",
    },
];
const send = {
    content: "Send it",
    trigger: ".o_service_request button[type=submit]",
    run: "click",
    expectUnloadPage: true,
};

registry.category("web_tour.tours").add("service_request_portal", {
    steps: () => [
        {
            content: "Ask for service",
            trigger: "a[href='/my/requests/new']",
            run: "click",
            expectUnloadPage: true,
        },
        fits,
        {
            content: "Look for the machine",
            trigger: "input[name=search]",
            run: "edit own 1",
        },
        {
            content: "Find it",
            trigger: "form[role=search] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is known, and what covers it",
            trigger: ".card:contains(OWN-1):contains(You hear from us)",
        },
        fits,
        ...describe,
        {
            content: "Say when it suits",
            trigger: "input[name=preferred_times]",
            run: "edit mornings",
        },
        send,
        { content: "It has a number", trigger: "p:contains(Your request has the number) strong" },
        fits,
        {
            content: "Follow it",
            trigger: "a:contains(Follow It)",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "It is said how it stands", trigger: "h1:contains(It leaks)" },
    ],
});

registry.category("web_tour.tours").add("service_request_label", {
    steps: () => [
        { content: "Only the model is said", trigger: "h1:contains(Machine)" },
        fits,
        ...describe,
        { content: "Say who asks", trigger: "input[name=sender]", run: "edit Passer By" },
        { content: "Say how to reach them", trigger: "input[name=phone]", run: "edit 333" },
        send,
        { content: "It has arrived", trigger: "h1:contains(Thank you)" },
        fits,
    ],
});

registry.category("web_tour.tours").add("service_request_code", {
    steps: () => [
        { content: "The number is not said", trigger: "body:not(:contains(OWN-1)) h1" },
        { content: "Type the code", trigger: "input[name=code]", run: "edit ABC234" },
        {
            content: "Show more",
            trigger: ".o_service_code button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "Now it is", trigger: "div:contains(OWN-1)" },
        fits,
    ],
});
