/** The blocks that are selected: `{ id, key }`, each record once. */
export class Selection {
    constructor() {
        this.keys = {};
    }

    get ids() {
        return Object.keys(this.keys).map(Number);
    }

    get size() {
        return this.ids.length;
    }

    has(id) {
        return id in this.keys;
    }

    keyOf(id) {
        return this.keys[id];
    }

    toggle(id, key) {
        const others = { ...this.keys };
        if (this.has(id)) {
            delete others[id];
        } else {
            others[id] = key;
        }
        this.keys = others;
    }

    /** These blocks, beside those already selected when `keeps` says so. */
    take(blocks, keeps = false) {
        const taken = Object.fromEntries(blocks.map(({ id, key }) => [id, key]));
        this.keys = keeps ? { ...this.keys, ...taken } : taken;
    }

    clear() {
        if (this.size) {
            this.keys = {};
        }
    }
}
