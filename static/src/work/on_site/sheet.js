import { onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { router } from "@web/core/browser/router";
import { _t } from "@web/core/l10n/translation";
import { Deferred } from "@web/core/utils/concurrency";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const CLOSED = { type: "ir.actions.act_window_close" };
const REFUSALS = ["UserError", "ValidationError", "AccessError", "MissingError"];

/** Register an action that opens a sheet; the screen behind it is read anew after it. */
export function addSheet(tag, Sheet) {
    registry.category("actions").add(tag, async (env, action) => {
        const next = await new Promise((resolve) => {
            const answer = {};
            env.services.dialog.add(
                Sheet,
                { ...action.params, onNext: (chosen) => Object.assign(answer, { next: chosen }) },
                { onClose: () => resolve(answer.next) },
            );
        });
        return next || CLOSED;
    });
}

// Open sheets, the one on top last. Each has an entry in the browser's history.
const sheets = [];
// Steps back that we take ourselves, as a sheet was closed by other means.
const stepsBack = [];

browser.addEventListener("popstate", onBack);

function onBack() {
    const taken = stepsBack.shift();
    if (taken) {
        taken.resolve();
    } else {
        sheets.pop()?.close();
    }
    // the router forgets it after each step, before or after this listener
    browser.setTimeout(keepScreen);
}

/** While a sheet is open or closing, the next step back stays on the screen. */
function keepScreen() {
    router.skipLoad = Boolean(stepsBack.length || sheets.length);
}

/** The browser's way back closes the sheet and stays on the screen behind it. */
export function useBackToClose(close) {
    const sheet = { close };
    onMounted(async () => {
        await Promise.all(stepsBack);
        if (!sheet.isClosed) {
            const state = { ...browser.history.state, skipRouteChange: true };
            browser.history.pushState(state, "", browser.location.href);
            sheets.push(sheet);
            keepScreen();
        }
    });
    onWillUnmount(() => {
        sheet.isClosed = true;
        if (sheets.includes(sheet)) {
            sheets.splice(sheets.indexOf(sheet), 1);
            stepsBack.push(new Deferred());
            keepScreen();
            browser.history.back();
        }
    });
}

/**
 * Sends what was entered: once at a time, and never lost. What goes wrong is said in
 * the sheet, which stays open with all that was typed.
 */
export function useSending() {
    const state = useState({ isBusy: false, problem: "" });

    async function send(work) {
        if (state.isBusy) {
            return false;
        }
        Object.assign(state, { isBusy: true, problem: "" });
        try {
            await work();
            return true;
        } catch (error) {
            state.problem = explain(error);
            return false;
        } finally {
            Object.assign(state, { isBusy: false });
        }
    }

    return { state, send };
}

function explain(error) {
    if (error instanceof ConnectionLostError) {
        return _t("No connection. Nothing is lost: try again when it is back.");
    }
    const name = error instanceof RPCError && error.exceptionName?.split(".").pop();
    if (REFUSALS.includes(name)) {
        return error.data.message;
    }
    throw error;
}
