import { browser } from "@web/core/browser/browser";

const nextFrame = () => new Promise((resolve) => browser.requestAnimationFrame(resolve));

/** Until what has changed is drawn: one frame to draw it, one to see it. */
export async function nextFrames() {
    await nextFrame();
    await nextFrame();
}
