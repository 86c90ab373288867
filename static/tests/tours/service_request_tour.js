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

function checkPhoto() {
    const [photo] = document.querySelector("main input[type=file]").files;
    if (photo?.name !== "leak.png") {
        throw new Error("The photo that was chosen is lost");
    }
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

const sendInPlace = { trigger: ".o_service_kept button[type=submit]", run: "click" };

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
        { content: "Send it without a way to answer", ...sendInPlace },
        {
            content: "It is asked for, and the photo is still there",
            trigger: ".alert:contains(a phone number or an e-mail):not(:contains(photos again))",
            run: checkPhoto,
        },
        { content: "Say how to reach them", trigger: "input[name=phone]", run: "edit 333" },
        { content: "Send it", ...sendInPlace },
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

registry.category("web_tour.tours").add("service_request_cover", {
    steps: () => [
        { content: "Nothing covers what is not known", trigger: ".card:contains(Not covered)" },
        {
            content: "Type the number of another's machine",
            trigger: "input[name=serial]",
            run: "edit RIVAL-1",
        },
        {
            content: "Type the number of one's own",
            trigger: ".card:contains(Not covered)",
            run: () => new Promise((resolve) => setTimeout(resolve, 600)),
        },
        { trigger: ".card:not(:contains(RIVAL)):contains(Not covered)" },
        { trigger: "input[name=serial]", run: "edit own 1" },
        {
            content: "It is recognised before anything is sent",
            trigger: ".card:contains(OWN-1):contains(labour 100 %)",
        },
        fits,
    ],
});

registry.category("web_tour.tours").add("service_meter", {
    steps: () => [
        {
            content: "Enter a reading",
            trigger: "a:contains(Enter Reading)",
            run: "click",
            expectUnloadPage: true,
        },
        fits,
        { content: "What it shows", trigger: "input[name=value]", run: "edit 130" },
        { content: "With a photo", trigger: "input[name=photo]", run: choosePhoto },
        { content: "Send it", ...sendInPlace },
        {
            content: "It is less than before: it is asked about, and the photo is there",
            trigger: ".alert-warning:contains(Is 130 right?):not(:contains(photo again))",
            run: checkPhoto,
        },
        fits,
        { content: "It is right", ...sendInPlace },
        { content: "It has arrived", trigger: ".alert-success:contains(Thank you)" },
    ],
});

registry.category("web_tour.tours").add("service_which_machine", {
    steps: () => [
        {
            content: "There are many: look for it",
            trigger: "input[name=search]",
            run: "edit last",
        },
        fits,
        {
            content: "Find it",
            trigger: "form[role=search] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Choose it",
            trigger: "button[name=equipment]:contains(ZZZ-LAST)",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "The request is about it", trigger: "main:contains(ZZZ-LAST) h1" },
        fits,
    ],
});

registry.category("web_tour.tours").add("service_decline", {
    steps: () => [
        {
            content: "The proposal, from the contract that ends",
            trigger: ".alert-info a:contains(Look at it)",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "Decline it", trigger: "summary:contains(Decline)", run: "click" },
        { content: "Say why", trigger: "textarea[name=reason]", run: "edit Too dear" },
        {
            content: "It is not wanted",
            trigger: "button:contains(Decline)",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "That is known", trigger: ".alert:contains(You have declined)" },
        fits,
    ],
});
