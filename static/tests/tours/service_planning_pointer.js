/** A hand on the plan: what a mouse sends while it is pressed, moved and released. */

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

function fire(type, { x, y }, options = {}) {
    const target = document.elementFromPoint(x, y) || document.body;
    const Event = type === "click" ? MouseEvent : PointerEvent;
    const values = { bubbles: true, cancelable: true, clientX: x, clientY: y, buttons: 1 };
    target.dispatchEvent(new Event(type, { ...values, pointerId: 1, isPrimary: true, ...options }));
}

/** Presses at one point, moves in steps to another and, unless it is held, releases. */
export async function drag(from, to, { isHeld = false, ...options } = {}) {
    fire("pointerdown", from, options);
    for (let step = 1; step <= 5; step++) {
        const part = step / 5;
        const point = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
        fire("pointermove", point, options);
        await frame();
    }
    if (!isHeld) {
        fire("pointerup", to, options);
        fire("click", to, options);
    }
}

/** The plan makes room for a panel only after it is there. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 300));

export function release(point) {
    fire("pointerup", point);
    fire("click", point);
}

export function press(key, options = {}) {
    const values = { key, bubbles: true, cancelable: true, ...options };
    (document.activeElement || document.body).dispatchEvent(new KeyboardEvent("keydown", values));
}

const named = (selector, name) =>
    [...document.querySelectorAll(selector)].find((element) => element.textContent.includes(name));

export const block = (name) => named(".o_sg_block", name);
export const card = (name) => named(".o_sg_card", name);

export function row(name) {
    return named(".o_sg_line", name).querySelector(".o_sg_row");
}

/** A point of an element: its middle, or so many of its widths from its left. */
export function at(element, part = 0.5) {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width * part, y: top + height / 2 };
}

/** So many days and hours right of a point, in the row of somebody. */
export function away({ x, y }, { days = 0, hours = 0, name } = {}) {
    const day = document.querySelector(".o_sg_column_head").getBoundingClientRect().width;
    return { x: x + days * day + hours * hour(), y: name ? at(row(name)).y : y };
}

/** How wide an hour is, measured on a job of two. */
function hour() {
    return block("Two hours").getBoundingClientRect().width / 2;
}

/** A time of a day of the week that is shown, in the row of somebody. */
export function place(name, day, hours) {
    const start = block("Two hours").getBoundingClientRect().left;
    return away({ x: start }, { days: day - 1, hours: hours - 9, name });
}

export const said = (words) => `.o_sg_live:contains(${words})`;
