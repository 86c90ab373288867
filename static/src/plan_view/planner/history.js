const LIMIT = 50;

/**
 * What was done, one entry per gesture: `{ ids, undo, redo }`. Both functions get the
 * planner, so that the history outlives the view in which it was made.
 */
export class History {
    constructor({ done = [], undone = [] } = {}, limit = LIMIT) {
        Object.assign(this, { done, undone, limit });
    }

    get canUndo() {
        return this.done.length > 0;
    }

    get canRedo() {
        return this.undone.length > 0;
    }

    /** A new gesture: what was undone before it cannot come back. */
    push(entry) {
        this.done = [...this.done, entry].slice(-this.limit);
        this.undone = [];
    }

    /** Records that are gone: nothing that was done with them comes back. */
    forget(ids) {
        const concerns = (entry) => entry.ids.some((id) => ids.includes(id));
        this.done = this.done.filter((entry) => !concerns(entry));
        this.undone = this.undone.filter((entry) => !concerns(entry));
    }

    undo(planner) {
        return this.step("done", "undone", "undo", planner);
    }

    redo(planner) {
        return this.step("undone", "done", "redo", planner);
    }

    exportState() {
        return { done: this.done, undone: this.undone };
    }

    /** An entry that cannot be carried out any more is forgotten. */
    async step(from, to, direction, planner) {
        const entry = this[from].at(-1);
        if (!entry) {
            return false;
        }
        this[from] = this[from].slice(0, -1);
        const succeeded = await entry[direction](planner);
        if (succeeded) {
            this[to] = [...this[to], entry];
        }
        return succeeded;
    }
}
