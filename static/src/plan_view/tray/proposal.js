import { _t } from "@web/core/l10n/translation";
import { applied } from "../planner/changes";

/** What the server proposes: ghosts on the plan, accepted or dropped one by one or all. */
export class Proposal {
    constructor() {
        this.clear();
    }

    clear() {
        this.changes = [];
        this.left = [];
        this.summary = [];
        this.isStale = false;
        this.isLooking = false; // for a better one
        this.question = null;
    }

    get isOpen() {
        return this.changes.length > 0 || this.left.length > 0;
    }

    /** @param {Array} question what the answer is to, to ask it again */
    show({ changes, left, summary = [], cost }, question) {
        Object.assign(this, { changes, left, summary, cost, question, isStale: false });
    }

    /** Somebody has changed the plan; what they changed themselves is not proposed any more. */
    outdate(ids) {
        const gone = this.take(ids);
        this.drop(ids);
        this.left = [
            ...this.left,
            ...gone.map(({ id, name }) => ({
                id,
                name,
                reason: _t("Somebody else has just changed it."),
            })),
        ];
        this.isStale = this.isOpen;
    }

    drop(ids) {
        this.isLooking = false;
        this.changes = this.changes.filter(({ id }) => !ids.includes(id));
    }

    take(ids) {
        this.isLooking = false;
        return this.changes.filter(({ id }) => ids.includes(id));
    }

    /** What is proposed, as records, to be drawn like blocks. */
    get records() {
        return this.changes.map((change) =>
            applied({ id: change.id, display_name: change.name, ...change.old }, change),
        );
    }
}
