import { browser } from "@web/core/browser/browser";

const TOLERANCE = 4;
const LONG_PRESS = 350;

/**
 * One pointer from press to release. A mouse starts to drag when it has moved a
 * little; a finger when it has rested a while, because a finger that moves at once
 * scrolls. Until then nothing has happened, and the release is a click.
 *
 * A gesture answers to `start`, `move`, `drop` and `cancel`.
 */
export class PointerSession {
    constructor() {
        this.reset();
    }

    reset() {
        browser.clearTimeout(this.timer);
        this.state = "idle";
        this.gesture = null;
        this.origin = null;
        this.last = null;
        this.timer = null;
    }

    get isDragging() {
        return this.state === "dragging";
    }

    /** @param {Function} [onBegin] called once, when the press turns into a drag */
    press(ev, gesture, onBegin = () => {}) {
        this.cancel();
        this.onBegin = onBegin;
        this.state = "pressed";
        this.gesture = gesture;
        this.origin = this.last = ev;
        if (ev.pointerType === "touch") {
            this.timer = browser.setTimeout(() => this.begin(), LONG_PRESS);
        }
    }

    begin() {
        this.state = "dragging";
        this.gesture.start(this.origin);
        this.gesture.move(this.last);
        this.onBegin();
    }

    move(ev) {
        if (this.state === "idle" || ev.pointerId !== this.origin.pointerId) {
            return;
        }
        this.last = ev;
        if (this.state !== "pressed" || !this.hasLeft(ev)) {
            return;
        }
        if (ev.pointerType === "touch") {
            this.reset();
        } else {
            this.begin();
        }
    }

    hasLeft({ clientX, clientY }) {
        return Math.hypot(clientX - this.origin.clientX, clientY - this.origin.clientY) > TOLERANCE;
    }

    /** @returns {boolean} whether something was dragged */
    release(ev) {
        const { gesture, isDragging } = this;
        this.reset();
        if (isDragging) {
            gesture.drop(ev);
        }
        return isDragging;
    }

    cancel() {
        const { gesture, isDragging } = this;
        this.reset();
        if (isDragging) {
            gesture.cancel();
        }
        return isDragging;
    }
}
