import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Sends a form and shows the answer in its place: photos that were chosen are still
 * there when the page asks something again, or when there is no connection.
 */
export class KeptForm extends Interaction {
    static selector = "main";
    static selectorHas = ".o_service_kept";
    dynamicContent = { _root: { "t-on-submit": this.onSubmit } };
    isSending = false;

    async onSubmit(ev) {
        const form = ev.target;
        if (!form.matches(".o_service_kept")) {
            return;
        }
        ev.preventDefault();
        if (this.isSending) {
            return;
        }
        this.isSending = true;
        const button = form.querySelector("[type=submit]");
        button.classList.add("disabled");
        try {
            await this.send(form);
        } finally {
            this.isSending = false;
            button.classList.remove("disabled");
        }
    }

    async send(form) {
        let answer, text;
        try {
            answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
            text = await answer.text();
        } catch {
            const offline = form.querySelector(".o_service_offline");
            offline.classList.remove("d-none");
            this.tell(offline);
            return;
        }
        if (answer.redirected) {
            browser.location.assign(answer.url);
        } else if (answer.ok) {
            this.show(form, text);
        } else {
            form.submit(); // the browser shows what is wrong
        }
    }

    /** Show the page of an answer, with the files that were chosen before. */
    show(form, text) {
        const page = new window.DOMParser()
            .parseFromString(text, "text/html")
            .querySelector("main");
        for (const input of form.querySelectorAll("input[type=file]")) {
            if (input.files.length) {
                page.querySelector(`input[type=file][name="${input.name}"]`)?.replaceWith(input);
                page.querySelector(".o_service_choose_again")?.remove();
            }
        }
        this.el.replaceChildren(...page.childNodes);
        this.tell(this.el.querySelector(".alert:not(.d-none)") || this.el.querySelector("h1"));
    }

    /** Bring into view, and have read aloud, what is new. */
    tell(element) {
        element.tabIndex = -1;
        element.focus();
    }
}

registry.category("public.interactions").add("service_management.kept_form", KeptForm);
