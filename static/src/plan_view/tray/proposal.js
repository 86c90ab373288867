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
    }

    get isOpen() {
        return this.changes.length > 0 || this.left.length > 0;
    }

    show({ changes, left, summary = [] }) {
        this.changes = changes;
        this.left = left;
        this.summary = summary;
    }

    drop(ids) {
        this.changes = this.changes.filter(({ id }) => !ids.includes(id));
    }

    take(ids) {
        return this.changes.filter(({ id }) => ids.includes(id));
    }

    /** What is proposed, as records, to be drawn like blocks. */
    get records() {
        return this.changes.map((change) =>
            applied({ id: change.id, display_name: change.name, ...change.old }, change),
        );
    }
}
