const ZONE = 36;
const SPEED = 14;

function pull(position, low, high) {
    if (position < low + ZONE) {
        return -Math.min(1, (low + ZONE - position) / ZONE);
    }
    return position > high - ZONE ? Math.min(1, (position - high + ZONE) / ZONE) : 0;
}

/** Pixels to scroll per frame: the nearer the edge, the faster. */
export function edgePull({ clientX, clientY }, rect) {
    return {
        x: Math.round(SPEED * pull(clientX, rect.left, rect.right)),
        y: Math.round(SPEED * pull(clientY, rect.top, rect.bottom)),
    };
}

/** Scrolls what is dragged in, when the pointer is at its edge. */
export function edgeScroll(element, ev) {
    const rect = element.getBoundingClientRect();
    const isInside =
        ev.clientX >= rect.left &&
        ev.clientX <= rect.right &&
        ev.clientY >= rect.top &&
        ev.clientY <= rect.bottom;
    const { x, y } = edgePull(ev, rect);
    if (isInside && (x || y)) {
        element.scrollBy(x, y);
    }
}
