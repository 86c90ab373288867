const LIMIT = 50;

/** What the planner did, one entry per gesture: `{ undo, redo }`, each a function. */
export class History {
    constructor(limit = LIMIT) {
        this.limit = limit;
        this.done = [];
        this.undone = [];
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

    undo() {
        return this.step("done", "undone", "undo");
    }

    redo() {
        return this.step("undone", "done", "redo");
    }

    /** An entry that cannot be carried out any more is forgotten. */
    async step(from, to, direction) {
        const entry = this[from].at(-1);
        if (!entry) {
            return false;
        }
        this[from] = this[from].slice(0, -1);
        const succeeded = await entry[direction]();
        if (succeeded) {
            this[to] = [...this[to], entry];
        }
        return succeeded;
    }
}
