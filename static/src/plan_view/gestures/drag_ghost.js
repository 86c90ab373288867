import { localization } from "@web/core/l10n/localization";

const IDENTITY = ["id", "data-id", "data-key", "tabindex"];

function makePart(name, parent) {
    const element = document.createElement("div");
    element.setAttribute("part", name);
    parent.append(element);
    return element;
}

/**
 * What follows the pointer: copies of the dragged blocks or an empty box, and a label
 * with the times. They live outside OWL and move by `transform` alone. What moves is in
 * a shadow tree, as a change of style outside of one makes browsers match the rules of
 * the whole page that have `:has()`; the copies are shown in its slots, with the styles
 * of the page.
 */
export class DragGhost {
    constructor(parent, className = "") {
        this.element = document.createElement("div");
        this.element.className = `o_sg_drag ${className}`;
        this.element.setAttribute("aria-hidden", "true");
        this.mover = makePart("mover", this.element.attachShadow({ mode: "open" }));
        this.label = makePart("label", this.mover);
        parent.append(this.element);
    }

    makeLayer(name) {
        const layer = makePart("layer", this.mover);
        const slot = document.createElement("slot");
        slot.name = name;
        layer.append(slot);
        return layer;
    }

    /** A copy of what is dragged, where it stands now. `stays` in its row when others leave theirs. */
    addCopy(source, stays = false) {
        const { left, top, width, height } = source.getBoundingClientRect();
        const copy = source.cloneNode(true);
        IDENTITY.forEach((name) => copy.removeAttribute(name));
        copy.classList.add("o_sg_drag_copy");
        Object.assign(copy.style, {
            position: "absolute",
            inset: "auto",
            left: `${left}px`,
            top: `${top}px`,
            width: `${width}px`,
            height: `${height}px`,
            margin: 0,
        });
        const layer = stays ? "staying" : "leaving";
        this[layer] ??= this.makeLayer(layer);
        copy.slot = layer;
        this.element.append(copy);
        return { left, top, width, height };
    }

    /** An empty box, for what does not exist yet. */
    addBox() {
        this.box = makePart("box", this.mover);
    }

    setBox({ left, top, width, height }) {
        Object.assign(this.box.style, {
            transform: `translate(${left}px, ${top}px)`,
            width: `${Math.max(width, 2)}px`,
            height: `${height}px`,
        });
    }

    /** Everything moves by `x` and `y`; of that, `rowShift` is the way to another row. */
    shift(x, y, rowShift = 0) {
        this.mover.style.transform = `translate(${x}px, ${y}px)`;
        if (this.staying) {
            this.staying.style.transform = `translate(0, ${-rowShift}px)`;
        }
    }

    moveCopies(x, y) {
        this.leaving.style.transform = `translate(${x}px, ${y}px)`;
    }

    setLabel(text, left, top) {
        if (this.label.textContent !== text) {
            this.label.textContent = text;
        }
        this.label.hidden = !text;
        const mirror = localization.direction === "rtl" ? " translateX(-100%)" : "";
        this.label.style.transform = `translate(${left}px, ${top}px)${mirror} translateY(-100%)`;
    }

    toggle(className, isOn) {
        this.element.classList.toggle(className, isOn);
    }

    remove() {
        this.element.remove();
    }
}
