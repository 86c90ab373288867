import { markRaw, reactive } from "@odoo/owl";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { dateValues, makeChange, rowValues, spanOf } from "../planner/changes";
import { spanText } from "../dates/times";
import { rowKeysOf } from "../model/row_keys";
import { Backlog } from "./backlog";
import { Proposal } from "./proposal";

const { DateTime } = luxon;
const ENOUGH_DAYS = 7;
const LEAST = 0.01; // by so much another answer has to be better

/** From the tray onto the plan: by hand, or as the server proposes. */
export class TrayActions {
    constructor(planner) {
        this.planner = planner;
        this.backlog = reactive(new Backlog(planner.model));
        this.proposal = reactive(new Proposal());
        this.offered = reactive({ notice: null });
        planner.bus.addEventListener("CHANGED", () => this.forgetResult());
    }

    get model() {
        return this.planner.model;
    }

    card(id) {
        return this.backlog.cards.find((card) => card.id === id);
    }

    // === BY HAND === //

    /** Where the card lands says when, and who does it. */
    plan(card, row, span) {
        const { plan } = this.planner;
        const values = { ...dateValues(span, plan), ...this.rowValues(card, row) };
        const shown = this.shownValues(card, values);
        return this.planner.apply([makeChange({ id: card.id, ...shown }, values, plan)], {
            to: row,
        });
    }

    rowValues(card, row) {
        const { plan } = this.planner;
        const wished = (row?.path || []).filter(([, value]) => value);
        const values = rowValues({}, [], wished, plan);
        for (const name of Object.keys(values)) {
            if (String(values[name]) === String(card.values[name])) {
                delete values[name];
            }
        }
        return values;
    }

    /** What the card shows of the values that change: what it does not show is not compared. */
    shownValues(card, values) {
        const shown = {};
        for (const name of Object.keys(values)) {
            shown[name] = card.values[name] ?? false;
        }
        return shown;
    }

    // === PROPOSED === //

    propose(ids, span) {
        return this.ask("service_gantt_propose", ids, span);
    }

    /** Better times for what is planned, or only for these that are in the way. */
    async improve(ids = []) {
        const answer = await this.ask("service_gantt_improve", ids);
        if (answer && this.proposal.isOpen) {
            this.planner.bus.trigger("SHOW_TRAY");
        } else if (answer) {
            this.planner.tell(this.planner.words.nothingBetter);
        }
        return answer;
    }

    /** The same question again, after somebody has changed the plan. */
    askAgain() {
        return this.ask(...this.proposal.question);
    }

    async ask(method, ids, span = this.model.scale) {
        const answer = await this.call(method, ids, span);
        if (answer) {
            this.proposal.show(answer, markRaw([method, ids, span]));
            if (answer.goes_on) {
                this.lookOn();
            }
            this.showGhosts();
            this.planner.announce(
                this.planner.words.proposed({
                    found: answer.changes.length,
                    left: answer.left.length,
                }),
            );
        }
        return answer;
    }

    /**
     * Looks for better answers while the planner reads the one that is there: until none
     * is found, or the planner does something with it.
     */
    async lookOn() {
        const { proposal } = this;
        const { question } = proposal;
        proposal.isLooking = true;
        while (proposal.isLooking && proposal.question === question) {
            const [method, ids, span] = question;
            const answer = await this.callQuietly(method, ids, span, { known: proposal.changes });
            if (proposal.question !== question) {
                return;
            }
            if (!(answer?.cost < proposal.cost - LEAST)) {
                proposal.isLooking = false;
            } else if (proposal.isLooking) {
                proposal.show(answer, question);
                this.showGhosts();
            }
        }
    }

    call(method, asked, { start, stop }) {
        const values = dateValues({ start, stop }, this.planner.plan);
        return this.planner.saver.call(method, [asked, ...Object.values(values)], {
            options: { domain: this.model.meta.domain },
        });
    }

    /** From now on, and at least some days. */
    get comingDays() {
        const { start, stop } = this.model.scale;
        const now = DateTime.now();
        return {
            start: DateTime.min(start, now),
            stop: DateTime.max(stop, now.startOf("day").plus({ days: ENOUGH_DAYS })),
        };
    }

    /** When and where a record would fit. */
    findOffers(id) {
        const span = { ...this.comingDays, start: this.model.scale.start };
        return this.call("service_gantt_offers", id, span);
    }

    /** The same without a word when there are none: they only help to see. */
    async hintOffers(id) {
        const answer = await this.callQuietly("service_gantt_offers", id, this.model.scale);
        return answer?.offers || [];
    }

    /** Beside what is saved, and nothing is said when it fails. */
    async callQuietly(method, asked, span, more) {
        const { orm, resModel, options, meta } = this.model;
        const times = Object.values(dateValues(span, this.planner.plan));
        try {
            return await orm.call(
                resModel,
                method,
                [asked, ...times, { ...options, domain: meta.domain, ...more }],
                { context: meta.context },
            );
        } catch (error) {
            if (error instanceof RPCError || error instanceof ConnectionLostError) {
                return null;
            }
            throw error;
        }
    }

    /** Takes one of them, and brings it into view. */
    async takeOffer(change) {
        const isDone = await this.planner.apply([change]);
        if (isDone) {
            this.backlog.forget([change.id]);
            this.planner.show(change.id);
        }
        return isDone;
    }

    /** The same as a proposal, taken at once; what found no time is said. */
    async planNow(ids) {
        const answer = await this.propose(ids, this.comingDays);
        const found = answer?.changes.map(({ id }) => id) || [];
        if (answer && (!found.length || (await this.accept(found)))) {
            const { changes, left } = answer;
            const title = this.planner.words.proposed({ found: found.length, left: left.length });
            const lines = [
                ...changes.map((change) => this.sayWhere(change)),
                ...left.map(({ name, reason }) => `${name}: ${reason}`),
            ];
            // what the tray reads may be overtaken, and is not waited for
            this.offer({ title, lines, ids: left.map(({ id }) => id), filters: {} });
            if (found.length) {
                this.planner.show(found[0]);
            }
        }
    }

    sayWhere(change) {
        const where = this.proposedRows(change).map(({ label }) => label);
        const span = spanOf({ ...change.old, ...change.new }, this.planner.plan);
        return `${change.name}: ${[...where, spanText(span)].join(", ")}`;
    }

    /** Somebody else has changed these, or more than can be named. */
    outdate(ids) {
        if (this.proposal.isOpen) {
            this.proposal.outdate(ids);
            this.showGhosts();
        }
    }

    // === OFFERED === //

    /**
     * Shows records that wait, selected, under a notice.
     *
     * @param {{ title: string, lines: string[], ids: number[], filters: Object,
     *     label?: string }} notice with the label of what plans them at once, if any
     */
    offer(notice) {
        this.drop();
        this.offered.notice = notice;
        this.planner.bus.trigger("SHOW_TRAY");
        this.backlog.selectOnly(notice.ids.map((id) => ({ id })));
        return this.backlog.ask({ filters: notice.filters, search: "" });
    }

    /** What was planned at once is old news when something else changes. */
    forgetResult() {
        if (this.offered.notice && !this.offered.notice.label) {
            this.offered.notice = null;
        }
    }

    dismiss() {
        if (this.offered.notice) {
            this.offered.notice = null;
            this.backlog.ask({ filters: {} });
        }
    }

    /** The rows in which what is proposed would stand. */
    proposedRows(change) {
        const { model, planner } = this;
        const keys = rowKeysOf(
            { ...change.old, ...change.new },
            model.groupBy,
            planner.plan.fields,
        );
        return keys.map((key) => model.rowByKey(key)).filter(Boolean);
    }

    showGhosts() {
        const names = this.model.namesToRead(this.model.groupBy);
        const empty = Object.fromEntries(names.map((name) => [name, false]));
        const ghosts = this.proposal.records.map((record, index) => ({
            ...empty,
            ...record,
            isGhost: true,
            conflicts: [],
            readonly: false,
            rows: this.proposedRows(this.proposal.changes[index]).map(({ key }) => key),
        }));
        this.model.setGhosts(ghosts);
    }

    async accept(ids) {
        const changes = this.proposal.take(ids);
        const isDone = await this.planner.apply(changes);
        if (isDone) {
            this.backlog.forget(ids);
            this.drop(ids);
        }
        return isDone;
    }

    drop(ids) {
        if (ids) {
            this.proposal.drop(ids);
        } else {
            this.proposal.clear();
        }
        this.showGhosts();
    }
}
